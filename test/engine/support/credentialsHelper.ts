import type { PackageDirectoryLoader } from 'n8n-core';
import {
	ICredentialsHelper,
	Workflow,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type IHttpRequestOptions,
	type INode,
	type INodeTypes,
} from 'n8n-workflow';

/** Stands in for n8n's credential store: one set of values, applied through the credential's own `authenticate`. */
export class FixedCredentials extends ICredentialsHelper {
	constructor(
		private readonly loader: PackageDirectoryLoader,
		private readonly nodeTypes: INodeTypes,
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
		_workflow: Workflow,
		node: INode,
	): Promise<IHttpRequestOptions> {
		const { authenticate } = this.loader.getCredential(type).type;
		if (authenticate === undefined || typeof authenticate === 'function') {
			throw new Error(`${type} has no generic authenticate`);
		}
		const { expression } = new Workflow({
			nodes: [node],
			connections: {},
			active: false,
			nodeTypes: this.nodeTypes,
		});
		const headers = Object.fromEntries(
			Object.entries(authenticate.properties.headers ?? {}).map(([name, value]) => [
				name,
				expression.getSimpleParameterValue(node, value as string, 'internal', { $credentials: credentials }),
			]),
		);
		return { ...request, headers: { ...request.headers, ...headers } };
	}
}
