import { NodeOperationError } from 'n8n-workflow';
import type { ApiVersionSetting } from './apiVersion';
import { storedCredential, type ApiContext } from './storedCredential';

/** What the credential holds. */
export interface ApiAccount {
	/** Secret; for signing callback URLs. Requests get it from n8n's own credential handling. */
	apiKey: string;
	/** Scheme and host, without a final slash. */
	baseUrl: string;
	apiVersion: ApiVersionSetting;
}

/**
 * Reads the credential the node runs with.
 *
 * @throws NodeOperationError when a field is empty or no web address, before anything is sent
 */
export async function readAccount(context: ApiContext): Promise<ApiAccount> {
	const account = await storedCredential(context);
	const apiKey = account.apiKey.trim();
	const baseUrl = account.baseUrl.trim().replace(/\/+$/, '');
	if (apiKey === '') {
		throw new NodeOperationError(context.getNode(), "The credential's 'API Key' is empty", {
			description: 'Open the Memories.ai API credential and paste the key from your memories.ai account',
		});
	}
	if (!/^https?:\/\//i.test(baseUrl) || !URL.canParse(baseUrl)) {
		throw new NodeOperationError(context.getNode(), "The credential's 'Base URL' is not a web address", {
			description: 'Set it to https://api.memories.ai unless you use a proxy of your own',
		});
	}
	return { apiKey, baseUrl, apiVersion: account.apiVersion };
}
