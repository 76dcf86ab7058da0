import type { PackageDirectoryLoader } from 'n8n-core';
import {
	ICredentialsHelper,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type IHttpRequestOptions,
} from 'n8n-workflow';

/** Stands in for n8n's credential store: one set of values, applied through the credential's own `authenticate`. */
export class FixedCredentials extends ICredentialsHelper {
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly values: ICredentialDataDecryptedObject,
	) {
		super();
	}

	override getParentTypes(): string[] {
		return [];
	}

	override async getDecrypted(): Promise<ICredentialDataDecryptedObject> {
		return { ...this.values };
	}

	override async getCredentials(): Promise<ICredentials> {
		throw new Error('The engine tests have no credential store');
	}

	override async updateCredentials(): Promise<void> {
		throw new Error('The engine tests have no credential store');
	}

	override async updateCredentialsOauthTokenData(): Promise<void> {
		throw new Error('The engine tests have no credential store');
	}

	override getCredentialsProperties(type: string) {
		return this.loader.getCredential(type).type.properties;
	}

	isCredentialUsableByNode(): boolean {
		return true;
	}

	override async preAuthentication(): Promise<undefined> {
		return undefined;
	}

	override async runPreAuthentication(): Promise<undefined> {
		return undefined;
	}

	override async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.loader.getCredential(type).type;
		if (typeof authenticate !== 'function') throw new Error(`${type} does not authenticate by a function`);
		return await authenticate(credentials, request);
	}
}
