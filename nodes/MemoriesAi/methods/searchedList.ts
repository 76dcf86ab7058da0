import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { accountApi } from '../api/endpoints/accountApi';
import type { ApiAccess } from '../api/transport/request';
import { secretsOf } from '../state';
import { nodeErrorOf } from '../texts/nodeError';

const LIST_PATIENCE = { timeoutMs: 20_000, limitRetries: 2 };

/**
 * What a field's list shows.
 *
 * @param find looks it up in the account
 * @throws NodeApiError or NodeOperationError when there is no list
 */
export async function searchedList(
	context: ILoadOptionsFunctions,
	find: (api: ApiAccess) => Promise<INodeListSearchResult>,
): Promise<INodeListSearchResult> {
	try {
		return await find(await accountApi(context, LIST_PATIENCE));
	} catch (error) {
		throw nodeErrorOf(error, { node: context.getNode(), secrets: secretsOf(context) });
	}
}

/** Something that a list offers, with the words that it is found by. */
interface Listed {
	id: string;
	name: string;
	/** Where the list shows more than the name. */
	shownAs?: string;
}

/**
 * Those whose name or ID contains what the user types, by name.
 *
 * @param filter what the user has typed
 */
export function matchesIn(all: readonly Listed[], filter: string): INodeListSearchItems[] {
	const wanted = filter.trim().toLowerCase();
	return all
		.filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted))
		.map(({ id, name, shownAs = name || id }) => ({ name: shownAs, value: id }))
		.sort((one, other) => one.name.localeCompare(other.name));
}
