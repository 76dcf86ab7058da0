import type { Endpoints } from '../endpoints';
import { getBalance } from './balance';
import { getTranscript, summarizeVideo } from './derived';
import { findOriginal } from './files';
import { createFolder, listFolders } from './folders';
import { listVideoPages } from './lists';
import { searchTranscripts, searchVideos } from './search';
import { deleteVideos, findVideo } from './videos';

/** What the Datalake can be asked for. Source: public clients of it. */
export const datalakeEndpoints: Endpoints = {
	async checkAccount(api) {
		await getBalance(api);
	},
	listVideoPages,
	findVideo,
	findVideoDetails: findVideo,
	maxVideosADeletion: 1,
	deleteVideos,
	listFolders,
	createFolder,
	getTranscript,
	summarizeVideo,
	findOriginal,
	searchVideos,
	searchTranscripts,
};
