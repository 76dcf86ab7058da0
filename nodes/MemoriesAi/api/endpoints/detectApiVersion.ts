import { detectedVersions } from '../../state';
import { whenFailed } from '../ApiFailure';
import type { ApiAccount, ApiContext } from '../transport/credential';
import { callApi, type ApiAccess, type Patience } from '../transport/request';
import { apiVersionOf } from '../vocabulary/apiVersion';
import { findDatalake } from './datalake/findDatalake';

const LONGEST_PROBE_MS = 30_000;

/**
 * The generation to use with this account: the one that the credential tells, or, for `auto` with a key of v1.x, v1.2
 * unless the server does not know its paths. Asks with the cheapest call there is, a list of one video, so that a refused key or an empty
 * account comes to light before a video is sent. A gateway without a server behind it knows no paths either, so v1.1 is
 * remembered only when it has answered.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function detectApiVersion(
	context: ApiContext,
	account: ApiAccount,
	wanted: Patience,
): Promise<Pick<ApiAccess, 'apiVersion' | 'datalake' | 'onAnswer'>> {
	const { baseUrl } = account;
	const patience = { ...wanted, timeoutMs: Math.min(wanted.timeoutMs, LONGEST_PROBE_MS) };
	const told = apiVersionOf(account);
	if (told === 'datalake') {
		return { apiVersion: told, datalake: await findDatalake(context, account, patience) };
	}
	const apiVersion = told ?? detectedVersions.current.get(baseUrl) ?? detectedVersions.earlier.get(baseUrl);
	if (apiVersion !== undefined) return { apiVersion };
	const probe = callApi(
		{ ...patience, context, baseUrl, apiVersion: 'v1.2' },
		{ method: 'POST', endpoint: 'list_videos', body: { page: 1, size: 1 }, isLookup: true },
	);
	const isCurrent = await probe.then(() => true).catch(whenFailed(['unknownPath'], () => false));
	if (!isCurrent) {
		return { apiVersion: 'v1.1', onAnswer: () => detectedVersions.earlier.set(baseUrl, 'v1.1') };
	}
	detectedVersions.current.set(baseUrl, 'v1.2');
	return { apiVersion: 'v1.2' };
}
