import { badParameter, flaggedSuccess, integer, type Envelope } from '../envelope';
import { defaultFolderId, legacyFolderId, type Folder } from '../folderLibrary';
import type { Video } from '../videoLibrary';
import type { ApiRequest, Endpoint, Service } from './endpoint';
import { integerIn } from './integerIn';
import { uploadParametersOf } from './uploadForm';

const maxNameLength = 100;
const maxMovedVideos = 500;

/** The folders of the account (v1.1 page "Get Folder"): the two that every account has. */
export const getFolder: Endpoint = (_request, { folders }) =>
	flaggedSuccess(
		folders.all
			.filter(({ id }) => id.startsWith('-'))
			.map(({ id, name }) => ({ account: 'simulator', foldersName: name, parentId: '0', level: '1', id })),
	);

/** The folders of the account (v1.2 page "List Folders"). */
export const listFolders: Endpoint = (_request, { folders }) =>
	flaggedSuccess({ folders: folders.all.map(shownFolder) });

/** Makes a folder (v1.2 page "Create Folder"): a form with its name. */
export const createFolder: Endpoint = (request, { folders, ids, world }) => {
	const name = uploadParametersOf(request).text('name');
	const problem = problemOfName('name', name);
	if (problem !== undefined) return refusedBecause(request, problem);
	const folder = { id: ids.digits18(), name: name ?? '' };
	folders.add(folder);
	return flaggedSuccess(world.namesNewFolders ? shownFolder(folder) : null);
};

/** Gives a folder another name (v1.2 page "Rename Folder"): a form. */
export const renameFolder: Endpoint = (request, service) => {
	const form = uploadParametersOf(request);
	const folder = ownFolder(service, form.text('folder_id'));
	if (folder === undefined) return refusedBecause(request, 'folder_id: no such folder');
	const name = form.text('new_name');
	const problem = problemOfName('new_name', name);
	if (problem !== undefined) return refusedBecause(request, problem);
	folder.name = name ?? '';
	return flaggedSuccess(null);
};

/** Deletes a folder (v1.2 page "Delete Folder"), unless there are parsed videos in it: a form. */
export const deleteFolder: Endpoint = (request, service) => {
	const folder = ownFolder(service, uploadParametersOf(request).text('folder_id'));
	if (folder === undefined) return refusedBecause(request, 'folder_id: no such folder');
	const isIn = (video: Video) => video.folderId === folder.id;
	if (service.videos.all.some((video) => isIn(video) && video.status === 'PARSE')) {
		return refusedBecause(request, 'The folder contains parsed videos.');
	}
	for (const video of service.videos.all.filter(isIn)) video.folderId = defaultFolderId;
	service.folders.delete(folder);
	return flaggedSuccess(null);
};

/** Moves videos into a folder (v1.2 page "Move Videos"): JSON. Numbers that the account lacks are ignored. */
export const moveToFolder: Endpoint = (request, { folders, videos }) => {
	const { video_nos: videoNos } = { ...(request.body.json as { video_nos?: unknown } | undefined) };
	const folderId = integerIn(request.body, 'folder_id');
	if (folders.find(folderId) === undefined || folderId === legacyFolderId) {
		return refusedBecause(request, 'folder_id: no such folder');
	}
	if (!Array.isArray(videoNos) || videoNos.length === 0) {
		return refusedBecause(request, 'video_nos: must not be empty');
	}
	if (videoNos.length > maxMovedVideos) {
		return refusedBecause(request, `video_nos: more than ${maxMovedVideos}`);
	}
	for (const videoNo of videoNos) {
		const video = videos.find(String(videoNo));
		if (video !== undefined) video.folderId = folderId;
	}
	return flaggedSuccess(null);
};

function shownFolder({ id, name }: Folder): object {
	return { folder_id: integer(id), folder_name: name };
}

/** A folder that the account has made itself. */
function ownFolder({ folders }: Service, id: string | undefined): Folder | undefined {
	return id === defaultFolderId || id === legacyFolderId ? undefined : folders.find(id);
}

function problemOfName(field: string, name = ''): string | undefined {
	if (name.trim() === '') return `${field}: must not be empty`;
	return name.length > maxNameLength ? `${field}: longer than ${maxNameLength} characters` : undefined;
}

function refusedBecause({ generation }: ApiRequest, problem: string): Envelope {
	return generation.refused(badParameter(problem));
}
