import type { ApiAccount } from './account';
import type { ApiVersion } from './apiVersion';
import { callApi, isPathUnknown, type FailedOutcome } from './request';
import { type ApiContext } from './storedCredential';

/** The generation to speak, or why it could not be found out. */
export type ApiVersionFinding = { kind: 'found'; apiVersion: ApiVersion } | FailedOutcome;

const PROBE_TIMEOUT_MS = 30_000;

/** Which generation a server speaks does not change while n8n runs, so each base URL is asked once per process. */
const foundByBaseUrl = new Map<string, ApiVersion>();

/**
 * The generation to use with this account: the one the credential fixes, or, for `auto`, v1.2 unless the server does
 * not know its paths. Asks with the cheapest call there is, a list of one video, so that a refused key or an empty
 * account comes to light before a video is sent.
 *
 * @param limitRetries how often to ask again after the request limit
 */
export async function detectApiVersion(
	context: ApiContext,
	account: ApiAccount,
	limitRetries: number,
): Promise<ApiVersionFinding> {
	if (account.apiVersion !== 'auto') return { kind: 'found', apiVersion: account.apiVersion };
	const known = foundByBaseUrl.get(account.baseUrl);
	if (known !== undefined) return { kind: 'found', apiVersion: known };

	const outcome = await callApi(context, {
		method: 'POST',
		baseUrl: account.baseUrl,
		apiVersion: 'v1.2',
		endpoint: 'list_videos',
		body: { page: 1, size: 1 },
		timeoutMs: PROBE_TIMEOUT_MS,
		limitRetries,
	});
	if (outcome.kind === 'accepted') return remember(account.baseUrl, 'v1.2');
	return isPathUnknown(outcome) ? remember(account.baseUrl, 'v1.1') : outcome;
}

function remember(baseUrl: string, apiVersion: ApiVersion): ApiVersionFinding {
	foundByBaseUrl.set(baseUrl, apiVersion);
	return { kind: 'found', apiVersion };
}
