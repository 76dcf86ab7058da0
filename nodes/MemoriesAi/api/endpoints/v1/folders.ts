import type { IDataObject } from 'n8n-workflow';
import { ApiFailure } from '../../ApiFailure';
import { isJsonObject, jsonWithIntegers } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { idOf, objectsOf, textOf } from '../../vocabulary/answerValues';
import type { Folder } from '../endpoints';

/** The folder of videos that were uploaded without one. Source: v1.2 page "Upload Video from File". */
export const DEFAULT_FOLDER_ID = '-1';

/** The folder of the older API, which cannot be changed. Source: same page. */
export const LEGACY_FOLDER_ID = '-2';

/** The id of a folder: digits, `-1` for the default folder, `-2` for that of the older API. Source: "List Videos" page. */
export const FOLDER_ID = /^-?\d+$/;

/** The longest name, in characters. Source: v1.2 page "Create Folder". */
export const MAX_FOLDER_NAME_LENGTH = 100;

/** Most videos that one request moves. Source: v1.2 page "Move Videos". */
export const MAX_MOVED_VIDEOS = 500;

/**
 * The folders of the account. Source: v1.1 page "Get Folder", v1.2 page "List Folders".
 *
 * @throws ApiFailure when memories.ai refuses, or gives no list
 */
export async function listFolders(api: ApiAccess): Promise<Folder[]> {
	const isEarlier = api.apiVersion === 'v1.1';
	const { data } = await callApi(api, {
		method: 'GET',
		endpoint: isEarlier ? 'get_folder' : 'folders',
		isLookup: true,
	});
	const entries = isEarlier || !isJsonObject(data) ? data : data.folders;
	// No list is not an empty list.
	if (!Array.isArray(entries)) throw new ApiFailure('empty');
	return objectsOf(entries).flatMap(readFolder);
}

/**
 * Makes a folder. What it is answered is not documented, so where the answer does not name the folder, the list does.
 *
 * @throws ApiFailure when memories.ai refuses, gives no answer, or shows no folder of the name afterwards
 */
export async function createFolder(api: ApiAccess, name: string): Promise<Folder> {
	const before = new Set((await listFolders(api)).map(({ folderId }) => folderId));
	const { data } = await callApi(api, {
		method: 'POST',
		endpoint: 'folders/create',
		body: new URLSearchParams({ name }),
	});
	const answered = isJsonObject(data)
		? readFolder(isJsonObject(data.folder) ? data.folder : data)[0]
		: undefined;
	if (answered !== undefined) return { ...answered, name };
	const after = await listFolders(api);
	const [made] = after.filter((folder) => folder.name === name && !before.has(folder.folderId));
	if (made === undefined) throw new ApiFailure('empty');
	return made;
}

/** @throws ApiFailure when memories.ai refuses, or gives no answer */
export async function renameFolder(api: ApiAccess, folderId: string, name: string): Promise<void> {
	await callApi(api, {
		method: 'POST',
		endpoint: 'folders/rename',
		body: new URLSearchParams({ folder_id: folderId, new_name: name }),
		// Sent again, it changes nothing more.
		isLookup: true,
	});
}

/** @throws ApiFailure when memories.ai refuses, as it does while parsed videos are in it, or gives no answer */
export async function deleteFolder(api: ApiAccess, folderId: string): Promise<void> {
	await callApi(api, {
		method: 'POST',
		endpoint: 'folders/delete',
		body: new URLSearchParams({ folder_id: folderId }),
	});
}

/**
 * Moves videos into a folder.
 *
 * @param videoNos up to `MAX_MOVED_VIDEOS`
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function moveToFolder(api: ApiAccess, folderId: string, videoNos: string[]): Promise<void> {
	await callApi(api, {
		method: 'POST',
		endpoint: 'folders/move',
		body: jsonWithIntegers({ video_nos: videoNos }, { folder_id: folderId }),
		// Sent again, it changes nothing more.
		isLookup: true,
	});
}

function readFolder(entry: IDataObject): Folder[] {
	const folderId = idOf(entry.folder_id ?? entry.folderId ?? entry.id);
	if (folderId === undefined) return [];
	return [{ folderId, name: textOf(entry.folder_name ?? entry.foldersName ?? entry.name) ?? '' }];
}
