import type { ApiAccess } from '../../transport/request';
import { withoutUndefined } from '../../vocabulary/answerValues';
import type { Folder } from '../endpoints';
import { createCollection, forgetCollections, listCollections } from './collections';

/**
 * The collections of the account, in the form of folders.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function listFolders(api: ApiAccess): Promise<Folder[]> {
	const collections = await listCollections(api);
	return collections.map(({ id, name, videoCount, createdAtMs }) => ({
		folderId: id,
		name,
		...withoutUndefined({
			videoCount,
			createdAt: createdAtMs === Number.MAX_SAFE_INTEGER ? undefined : new Date(createdAtMs).toISOString(),
		}),
	}));
}

/**
 * Makes a collection.
 *
 * @throws ApiFailure when memories.ai refuses, as it does without balance, or gives no answer
 */
export async function createFolder(api: ApiAccess, name: string): Promise<Folder> {
	const making = createCollection(api, name);
	// There may be two of this name now.
	const folderId = await making.finally(() => forgetCollections(api, name));
	return { folderId, name };
}
