import { detectedVersions } from '../../state';
import { whenFailed } from '../ApiFailure';
import type { ApiAccount, ApiContext } from '../transport/credential';
import { callApi, type ApiAccess, type Patience } from '../transport/request';

const LONGEST_PROBE_MS = 30_000;

/**
 * The generation to use with this account: the one the credential fixes, or, for `auto`, v1.2 unless the server does
 * not know its paths. Asks with the cheapest call there is, a list of one video, so that a refused key or an empty
 * account comes to light before a video is sent. A gateway without a server behind it knows no paths either, so v1.1 is
 * remembered only when it has answered.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function detectApiVersion(
	context: ApiContext,
	{ apiVersion, baseUrl }: ApiAccount,
	patience: Patience,
): Promise<Pick<ApiAccess, 'apiVersion' | 'onAnswer'>> {
	if (apiVersion !== 'auto') return { apiVersion };
	const detected = detectedVersions.current.get(baseUrl) ?? detectedVersions.earlier.get(baseUrl);
	if (detected !== undefined) return { apiVersion: detected };
	const timeoutMs = Math.min(patience.timeoutMs, LONGEST_PROBE_MS);
	const probe = callApi(
		{ ...patience, timeoutMs, context, baseUrl, apiVersion: 'v1.2' },
		{ method: 'POST', endpoint: 'list_videos', body: { page: 1, size: 1 }, isLookup: true },
	);
	const isCurrent = await probe.then(() => true).catch(whenFailed(['unknownPath'], () => false));
	if (!isCurrent) {
		return { apiVersion: 'v1.1', onAnswer: () => detectedVersions.earlier.set(baseUrl, 'v1.1') };
	}
	detectedVersions.current.set(baseUrl, 'v1.2');
	return { apiVersion: 'v1.2' };
}
