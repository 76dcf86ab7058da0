import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	IPollFunctions,
	IWebhookFunctions,
} from 'n8n-workflow';
import { credentialOfRun, keepSecret, type StoredCredential } from '../../state';
import { ApiFailure } from '../ApiFailure';
import type { ApiVersionSetting } from '../vocabulary/apiVersion';

/** The credential type that every request is signed with. */
export const CREDENTIAL_NAME = 'memoriesAiApi';

/** The n8n contexts from which memories.ai is called. */
export type ApiContext = IExecuteFunctions | ILoadOptionsFunctions | IPollFunctions | IWebhookFunctions;

/** What the credential holds, fit for use. */
export interface ApiAccount {
	/** Secret; for signing callback URLs. Requests get it from n8n's own credential handling. */
	apiKey: string;
	/** Scheme and host, without a final slash. */
	baseUrl: string;
	apiVersion: ApiVersionSetting;
}

/** The characters that a header takes, which is where the key travels. */
const KEY = /^[\x21-\x7e]+$/;

/**
 * Reads the credential the node runs with, once for all items and requests of a run: n8n decrypts it anew for every
 * call, which takes longer than the upload of a small video.
 */
export async function storedCredential(context: ApiContext): Promise<StoredCredential> {
	const stored = credentialOfRun.get(context) ?? context.getCredentials<StoredCredential>(CREDENTIAL_NAME);
	credentialOfRun.set(context, stored);
	return { ...(await stored) };
}

/**
 * The account that the credential names.
 *
 * @throws ApiFailure when a field is empty or not usable, before anything is sent
 */
export async function readAccount(context: ApiContext): Promise<ApiAccount> {
	const stored = await storedCredential(context);
	const apiKey = textOf(stored.apiKey);
	const baseUrl = textOf(stored.baseUrl).replace(/\/+$/, '');
	keepSecret(context, apiKey);
	if (apiKey === '') throw new ApiFailure('keyMissing');
	if (!KEY.test(apiKey)) throw new ApiFailure('key');
	if (!/^https?:\/\//i.test(baseUrl) || !URL.canParse(baseUrl)) throw new ApiFailure('baseUrl');
	return { apiKey, baseUrl, apiVersion: stored.apiVersion };
}

/** An expression in the credential may give anything. */
function textOf(value: unknown): string {
	return typeof value === 'string' ? value.trim() : '';
}
