import type { Endpoints, VideoFilter, VideoPage } from '../endpoints';
import type { ApiAccess } from '../../transport/request';
import { findOriginal } from './original';
import { createFolder, listFolders } from './folders';
import { searchVideos } from './search';
import { summarizeVideo } from './summaries';
import { searchTranscripts } from './transcriptSearch';
import { getTranscript } from './transcripts';
import { listVideoPages, listVideos, MAX_VIDEOS_A_PAGE } from './videoList';
import { deleteVideos, findVideo, findVideoDetails, MAX_VIDEOS_A_DELETION } from './videos';

/** What v1.1 and v1.2 can be asked for. */
export const v1Endpoints: Endpoints = {
	async checkAccount(api) {
		await listVideos(api, { page: 1, size: 1 });
	},
	listVideoPages: pagesFrom,
	findVideo,
	findVideoDetails,
	maxVideosADeletion: MAX_VIDEOS_A_DELETION,
	deleteVideos,
	listFolders,
	createFolder,
	getTranscript,
	summarizeVideo,
	findOriginal,
	searchVideos,
	searchTranscripts,
};

/** Both generations filter by these words; each has a word of its own for failed videos. Source: "List Videos" pages. */
const STATUS_FILTER = { parsed: 'PARSE', unparsed: 'UNPARSE', failed: undefined } as const;

async function* pagesFrom(
	api: ApiAccess,
	{ from = '1', status, folderId, uniqueId }: VideoFilter,
): AsyncGenerator<VideoPage, void, undefined> {
	const pages = listVideoPages(api, {
		page: Number(from),
		size: MAX_VIDEOS_A_PAGE,
		status: status && STATUS_FILTER[status],
		folder_id: folderId,
		// v1.1 knows no parts of an account.
		unique_id: api.apiVersion === 'v1.2' ? uniqueId : undefined,
	});
	for await (const { videos, page, isLast, serverTimeMs } of pages) {
		yield { videos, next: isLast ? undefined : String(page + 1), serverTimeMs };
	}
}
