import { createHash } from 'crypto';
import { foundDatalakes } from '../../../state';
import { whenFailed } from '../../ApiFailure';
import type { ApiAccount, ApiContext } from '../../transport/credential';
import type { Patience } from '../../transport/request';
import { DATALAKE_BASES, type DatalakeAccess } from '../../vocabulary/apiVersion';
import { getBalance } from './balance';

/**
 * How the account's Datalake is reached: public clients use two places for it, and a server that refuses the bare key may
 * want "Bearer" before it. Asks with the cheapest call there is, so that a refused key comes to light before a video is
 * sent.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function findDatalake(
	context: ApiContext,
	{ apiKey, baseUrl }: ApiAccount,
	patience: Patience,
): Promise<DatalakeAccess> {
	const account = createHash('sha256').update(`${baseUrl} ${apiKey}`).digest('hex');
	const found = foundDatalakes.get(account);
	if (found !== undefined) return found;

	const ask = async (access: Omit<DatalakeAccess, 'account'>): Promise<DatalakeAccess> => {
		const datalake = { ...access, account };
		await getBalance({ ...patience, context, baseUrl, apiVersion: 'datalake', datalake });
		return datalake;
	};
	const [usual, other] = DATALAKE_BASES;
	const askWith = async (keyPrefix: DatalakeAccess['keyPrefix']) =>
		await ask({ base: usual, keyPrefix }).catch(
			whenFailed(['unknownPath'], async () => await ask({ base: other, keyPrefix })),
		);
	const datalake = await askWith('').catch(
		whenFailed(
			['key'],
			async (refusal) =>
				await askWith('Bearer ').catch(
					whenFailed(['key'], () => {
						throw refusal;
					}),
				),
		),
	);
	foundDatalakes.set(account, datalake);
	return datalake;
}
