import { readAccount, type ApiContext } from '../transport/credential';
import type { ApiAccess, Patience } from '../transport/request';
import { detectApiVersion } from './detectApiVersion';

/**
 * The API of the account that the credential belongs to, in the generation it speaks.
 *
 * @throws ApiFailure when the credential is not usable, or the generation cannot be found out
 */
export async function accountApi(context: ApiContext, patience: Patience): Promise<ApiAccess> {
	const account = await readAccount(context);
	const version = await detectApiVersion(context, account, patience);
	return { ...patience, ...version, context, baseUrl: account.baseUrl };
}
