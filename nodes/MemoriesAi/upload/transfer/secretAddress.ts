import type { ApiAccess } from '../../api/transport/request';
import { isLocalApi, readWebAddress } from '../../api/vocabulary/webAddress';
import { keepSecret } from '../../state';
import { UserError } from '../../texts/UserError';

/** Words of an address that are shorter are no secrets, but words. */
const SHORTEST_SECRET = 16;

/**
 * A signed address on another host than the API, as it is used. No error, output or log shows it from here on: whoever has
 * it may do what it is for.
 *
 * @param purpose what it is for, such as `upload`
 * @throws UserError when the address is not safe
 */
export function secretAddress(
	{ context, baseUrl }: Pick<ApiAccess, 'baseUrl' | 'context'>,
	given: string,
	purpose: string,
): string {
	keepSecret(context, given);
	const url = readWebAddress(given);
	if (url === undefined || (url.protocol !== 'https:' && !isLocalApi(baseUrl))) {
		throw new UserError(
			`memories.ai named an address for the ${purpose} that is not safe`,
			'It does not begin with https://, so nothing was sent there. Check Base URL in the credential: it is https://api.memories.ai unless you use a proxy of your own',
		);
	}
	const values = [...url.searchParams.values()].filter(({ length }) => length >= SHORTEST_SECRET);
	keepSecret(context, url.href, `${url.pathname}${url.search}`, url.search, ...values);
	return url.href;
}
