import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { refuseUnlessKnown } from '../actions/fields/field';
import { listCollections } from '../api/endpoints/datalake/collections';
import { matchesIn, searchedList } from './searchedList';

/**
 * Lists the account's collections for the field's list, those whose name or ID contains what the user types.
 *
 * @param filter what the user has typed
 * @throws NodeApiError when memories.ai gives no list
 */
export async function searchCollections(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await searchedList(this, async (api) => {
		refuseUnlessKnown(api.apiVersion, 'Collection', ['datalake']);
		const collections = await listCollections(api);
		const shown = collections.map(({ id, name, videoCount }) => ({
			id,
			name,
			...(videoCount === undefined ? {} : { shownAs: `${name || id} (${videoCount} videos)` }),
		}));
		return { results: matchesIn(shown, filter) };
	});
}
