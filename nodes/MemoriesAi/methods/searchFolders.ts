import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { refuseUnlessKnown } from '../actions/fields/field';
import { accountApi } from '../api/endpoints/accountApi';
import { DEFAULT_FOLDER_ID, listFolders } from '../api/endpoints/v1/folders';
import { V1_VERSIONS } from '../api/vocabulary/apiVersion';
import { secretsOf } from '../state';
import { nodeErrorOf } from '../texts/nodeError';

const LIST_PATIENCE = { timeoutMs: 20_000, limitRetries: 2 };

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
	try {
		return await listMatches(this, filter.trim().toLowerCase());
	} catch (error) {
		throw nodeErrorOf(error, { node: this.getNode(), secrets: secretsOf(this) });
	}
}

async function listMatches(context: ILoadOptionsFunctions, wanted: string): Promise<INodeListSearchResult> {
	const api = await accountApi(context, LIST_PATIENCE);
	refuseUnlessKnown(api.apiVersion, 'Folder', V1_VERSIONS);
	const folders = await listFolders(api);
	// Every account has it, whether the list says so or not.
	const isDefaultListed = folders.some(({ folderId }) => folderId === DEFAULT_FOLDER_ID);
	const all = isDefaultListed ? folders : [{ folderId: DEFAULT_FOLDER_ID, name: 'Default' }, ...folders];
	return {
		results: all
			.filter(({ folderId, name }) => name.toLowerCase().includes(wanted) || folderId.includes(wanted))
			.map(({ folderId, name }) => ({ name: name || folderId, value: folderId }))
			.sort((one, other) => one.name.localeCompare(other.name)),
	};
}
