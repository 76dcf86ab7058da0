import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { refuseUnlessKnown } from '../actions/fields/field';
import { DEFAULT_FOLDER_ID, listFolders } from '../api/endpoints/v1/folders';
import { V1_VERSIONS } from '../api/vocabulary/apiVersion';
import { matchesIn, searchedList } from './searchedList';

/**
 * Lists the account's folders for the field's list, those whose name or ID contains what the user types.
 *
 * @param filter what the user has typed
 * @throws NodeApiError when memories.ai gives no list
 */
export async function searchFolders(
	this: ILoadOptionsFunctions,
	filter = '',
): Promise<INodeListSearchResult> {
	return await searchedList(this, async (api) => {
		refuseUnlessKnown(api.apiVersion, 'Folder', V1_VERSIONS);
		const listed = (await listFolders(api)).map(({ folderId, name }) => ({ id: folderId, name }));
		// Every account has it, whether the list says so or not.
		const isDefaultListed = listed.some(({ id }) => id === DEFAULT_FOLDER_ID);
		const folders = isDefaultListed ? listed : [{ id: DEFAULT_FOLDER_ID, name: 'Default' }, ...listed];
		return { results: matchesIn(folders, filter) };
	});
}
