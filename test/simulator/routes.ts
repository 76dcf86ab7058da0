import { chat } from './endpoints/chat';
import { chatPersonal } from './endpoints/chatPersonal';
import { deleteVideos } from './endpoints/deleteVideos';
import { download } from './endpoints/download';
import type { Endpoint, EndpointName } from './endpoints/endpoint';
import {
	createFolder,
	deleteFolder,
	getFolder,
	listFolders,
	moveToFolder,
	renameFolder,
} from './endpoints/folders';
import { generateSummary } from './endpoints/generateSummary';
import { getMetadata } from './endpoints/getMetadata';
import { getVideoIdsByTaskId } from './endpoints/importTask';
import { importFromCreator, importFromHashtags, importFromPosts } from './endpoints/imports';
import { listVideos } from './endpoints/listVideos';
import { search } from './endpoints/search';
import { searchAudioTranscripts } from './endpoints/searchAudioTranscripts';
import { audioTranscription, visualTranscription } from './endpoints/transcription';
import { upload } from './endpoints/upload';
import { uploadUrl } from './endpoints/uploadUrl';
import type { ApiVersion, Generation } from './generations/generation';
import { v11 } from './generations/v11';
import { v12 } from './generations/v12';

/** The endpoint a request's method and path lead to. */
export interface Route {
	generation: Generation;
	name: EndpointName;
	endpoint: Endpoint;
	/** Whether the endpoint costs credits (page "Pricing"). */
	isPriced: boolean;
}

const endpoints: Record<EndpointName, { endpoint: Endpoint; isPriced: boolean }> = {
	upload: { endpoint: upload, isPriced: true },
	upload_url: { endpoint: uploadUrl, isPriced: true },
	search: { endpoint: search, isPriced: true },
	search_audio_transcripts: { endpoint: searchAudioTranscripts, isPriced: true },
	chat: { endpoint: chat, isPriced: false },
	chat_personal_stream: { endpoint: chatPersonal, isPriced: false },
	download: { endpoint: download, isPriced: true },
	get_video_caption: { endpoint: visualTranscription, isPriced: true },
	get_video_transcription: { endpoint: visualTranscription, isPriced: true },
	get_audio_transcription: { endpoint: audioTranscription, isPriced: true },
	generate_summary: { endpoint: generateSummary, isPriced: false },
	list_videos: { endpoint: listVideos, isPriced: false },
	delete_videos: { endpoint: deleteVideos, isPriced: false },
	get_metadata: { endpoint: getMetadata, isPriced: false },
	scraper: { endpoint: importFromCreator, isPriced: true },
	scraper_tag: { endpoint: importFromHashtags, isPriced: true },
	scraper_url: { endpoint: importFromPosts, isPriced: true },
	get_video_ids_by_task_id: { endpoint: getVideoIdsByTaskId, isPriced: false },
	get_folder: { endpoint: getFolder, isPriced: false },
	folders: { endpoint: listFolders, isPriced: false },
	'folders/create': { endpoint: createFolder, isPriced: false },
	'folders/delete': { endpoint: deleteFolder, isPriced: false },
	'folders/move': { endpoint: moveToFolder, isPriced: false },
	'folders/rename': { endpoint: renameFolder, isPriced: false },
};

const generations: Record<ApiVersion, Generation> = { 'v1.1': v11, 'v1.2': v12 };

/** The routes by "METHOD /path". */
export type RouteTable = ReadonlyMap<string, Route>;

/**
 * The routes of a server.
 *
 * @param servedVersions the generations whose endpoints exist
 * @param serveOnlyUploadPage whether only the endpoint of the v1.1 page "Upload Video from File" exists,
 *   whatever `servedVersions` says
 * @param unservedEndpoints endpoints that do not exist in any generation
 */
export function routeTable(
	servedVersions: readonly ApiVersion[],
	serveOnlyUploadPage: boolean,
	unservedEndpoints: readonly EndpointName[],
): RouteTable {
	if (serveOnlyUploadPage) return new Map(routesOf({ ...v11, endpoints: { upload: 'POST' } }));
	const routes = servedVersions.flatMap((version) => routesOf(generations[version]));
	return new Map(routes.filter(([, { name }]) => !unservedEndpoints.includes(name)));
}

/** The generation of that version. */
export function generationOf(version: ApiVersion): Generation {
	return generations[version];
}

function routesOf(generation: Generation): Array<[string, Route]> {
	const names = Object.keys(generation.endpoints) as EndpointName[];
	return names.map((name) => [
		`${generation.endpoints[name]} ${generation.pathPrefix}/${name}`,
		{ generation, name, ...endpoints[name] },
	]);
}
