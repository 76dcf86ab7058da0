import type { ILoadOptionsFunctions, INodeListSearchResult } from 'n8n-workflow';
import { accountApi } from '../api/endpoints/accountApi';
import { listCollections } from '../api/endpoints/datalake/collections';
import { refuseUnlessKnown } from '../actions/fields/field';
import { secretsOf } from '../state';
import { nodeErrorOf } from '../texts/nodeError';

const LIST_PATIENCE = { timeoutMs: 20_000, limitRetries: 2 };

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
	try {
		return await listMatches(this, filter.trim().toLowerCase());
	} catch (error) {
		throw nodeErrorOf(error, { node: this.getNode(), secrets: secretsOf(this) });
	}
}

async function listMatches(context: ILoadOptionsFunctions, wanted: string): Promise<INodeListSearchResult> {
	const api = await accountApi(context, LIST_PATIENCE);
	refuseUnlessKnown(api.apiVersion, 'Collection', ['datalake']);
	const collections = await listCollections(api);
	return {
		results: collections
			.filter(({ id, name }) => name.toLowerCase().includes(wanted) || id.toLowerCase().includes(wanted))
			.map(({ id, name, videoCount }) => ({
				name: videoCount === undefined ? name || id : `${name || id} (${videoCount} videos)`,
				value: id,
			}))
			.sort((one, other) => one.name.localeCompare(other.name)),
	};
}
