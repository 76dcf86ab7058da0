import { detectedVersions } from '../../state';
import { ApiFailure, isFailure } from '../ApiFailure';
import type { ApiAccount, ApiContext } from '../transport/credential';
import { callApi, type Patience } from '../transport/request';
import type { ApiVersion } from '../vocabulary/apiVersion';

const LONGEST_PROBE_MS = 30_000;

/**
 * The generation to use with this account: the one the credential fixes, or, for `auto`, v1.2, unless the server does
 * not know its paths and v1.1 itself answers: a gateway without a server behind it does not know them either. Asks with
 * the cheapest call there is, a list of one video, so that a refused key or an empty account comes to light before a
 * video is sent.
 *
 * @throws ApiFailure when neither generation answers
 */
export async function detectApiVersion(
	context: ApiContext,
	{ apiVersion, baseUrl }: ApiAccount,
	{ timeoutMs, limitRetries }: Patience,
): Promise<ApiVersion> {
	if (apiVersion !== 'auto') return apiVersion;
	const detected = detectedVersions.current.get(baseUrl) ?? detectedVersions.earlier.get(baseUrl);
	if (detected !== undefined) return detected;

	const patience = { timeoutMs: Math.min(timeoutMs || LONGEST_PROBE_MS, LONGEST_PROBE_MS), limitRetries };
	const probe = async (candidate: ApiVersion) => {
		await callApi(
			{ ...patience, context, baseUrl, apiVersion: candidate },
			{ method: 'POST', endpoint: 'list_videos', body: { page: 1, size: 1 }, isLookup: true },
		);
	};
	try {
		await probe('v1.2');
	} catch (error) {
		if (!isFailure(error, 'unknownPath')) throw error;
		await probe('v1.1').catch((earlierError: unknown) => {
			throw isRefusalOfAccount(earlierError) ? earlierError : error;
		});
		detectedVersions.earlier.set(baseUrl, 'v1.1');
		return 'v1.1';
	}
	detectedVersions.current.set(baseUrl, 'v1.2');
	return 'v1.2';
}

/** A server that knows the account well enough to refuse it speaks this generation. */
function isRefusalOfAccount(error: unknown): boolean {
	return error instanceof ApiFailure && error.kind !== 'unknownPath';
}
