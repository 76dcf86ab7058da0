import { readAccount } from './account';
import { detectApiVersion } from './detectApiVersion';
import type { ApiAccess, FailedOutcome } from './request';
import type { ApiContext } from './storedCredential';

/** The account's API, or why its generation could not be found out. */
export type AccountApi = { kind: 'found'; api: ApiAccess } | FailedOutcome;

/**
 * The API of the account that the credential belongs to, in the generation it speaks.
 *
 * @throws NodeOperationError when the credential is not usable
 */
export async function findAccountApi(
	context: ApiContext,
	{ timeoutMs, limitRetries }: Pick<ApiAccess, 'timeoutMs' | 'limitRetries'>,
): Promise<AccountApi> {
	const account = await readAccount(context);
	const version = await detectApiVersion(context, account, limitRetries);
	if (version.kind !== 'found') return version;
	const { apiVersion } = version;
	return { kind: 'found', api: { baseUrl: account.baseUrl, apiVersion, timeoutMs, limitRetries } };
}
