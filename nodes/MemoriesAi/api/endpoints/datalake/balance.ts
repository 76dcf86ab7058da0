import { ApiFailure } from '../../ApiFailure';
import { callApi, type ApiAccess } from '../../transport/request';
import { numberOf } from '../../vocabulary/answerValues';

/**
 * The money of the account, in US dollars; the cheapest question there is, and free. An account without any is refused
 * with its next upload.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function getBalance(api: ApiAccess): Promise<number> {
	const { data } = await callApi(api, { method: 'GET', endpoint: '/usage/balance', isLookup: true });
	const balance = numberOf(Reflect.get(Object(data), 'balance_usd'));
	if (balance === undefined) throw new ApiFailure('unreadable');
	return balance;
}
