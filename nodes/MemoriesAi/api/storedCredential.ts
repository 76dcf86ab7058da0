import type { IDataObject, IExecuteFunctions, ILoadOptionsFunctions, IWebhookFunctions } from 'n8n-workflow';
import type { ApiVersionSetting } from './apiVersion';

/** The credential type that every request is signed with. */
export const CREDENTIAL_NAME = 'memoriesAiApi';

/** The n8n contexts from which memories.ai is called. */
export type ApiContext = IExecuteFunctions | ILoadOptionsFunctions | IWebhookFunctions;

/** The credential's fields as the user has filled them in. */
export interface StoredCredential extends IDataObject {
	apiKey: string;
	baseUrl: string;
	apiVersion: ApiVersionSetting;
}

/** A context stands for one run of a node, so what is kept here goes with the run. */
const credentialOfRun = new WeakMap<ApiContext, Promise<StoredCredential>>();

/**
 * Reads the credential the node runs with, once for all items and requests of a run: n8n decrypts it anew for every
 * call, which takes longer than the upload of a small video.
 */
export async function storedCredential(context: ApiContext): Promise<StoredCredential> {
	const stored = credentialOfRun.get(context) ?? context.getCredentials<StoredCredential>(CREDENTIAL_NAME);
	credentialOfRun.set(context, stored);
	return { ...(await stored) };
}
