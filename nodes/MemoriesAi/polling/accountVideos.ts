import type { ListedVideo } from '../api/endpoints/videoEntry';
import { listVideoPages as listDatalakePages } from '../api/endpoints/datalake/lists';
import { listVideoPages, MAX_VIDEOS_A_PAGE, type VideoPage } from '../api/endpoints/v1/videoList';
import { findVideo } from '../api/endpoints/videos';
import { pause } from '../api/transport/pause';
import type { ApiAccess } from '../api/transport/request';
import { serversWithoutVideoNos } from '../state';

/** The part of the account that is looked at. */
export interface AccountPart {
	folderId?: string | undefined;
	uniqueId?: string | undefined;
	/** Of the Datalake. */
	collectionId?: string | undefined;
}

/** All that a poll asks memories.ai, whichever generation of its API answers. */
export interface AccountVideos {
	/**
	 * The videos, page after page, each video once; the newest first, unless the server has them in another order.
	 *
	 * @throws ApiFailure when a page cannot be had
	 */
	pages(): AsyncGenerator<VideoPage, void, undefined>;
	/**
	 * Looks several videos up.
	 *
	 * @returns those that the account has
	 * @throws ApiFailure when memories.ai does not tell
	 */
	find(videoNos: readonly string[]): Promise<ListedVideo[]>;
}

/** Lists take 5 requests a second. Source: "Rate limits" page. */
const REQUEST_INTERVAL_MS = 250;

/** The videos of an account. */
export function accountVideos(api: ApiAccess, part: AccountPart): AccountVideos {
	return api.apiVersion === 'datalake' ? datalakeVideos(api, part) : v1Videos(api, part);
}

function datalakeVideos(api: ApiAccess, { collectionId }: AccountPart): AccountVideos {
	async function* pages(): AsyncGenerator<VideoPage, void, undefined> {
		let page = 0;
		for await (const { videos, next, serverTimeMs } of listDatalakePages(api, { collectionId })) {
			page++;
			yield { videos, page, isLast: next === undefined, totalCount: undefined, serverTimeMs };
			if (next !== undefined) await pause(REQUEST_INTERVAL_MS, undefined);
		}
	}
	return { pages, find: async (videoNos) => await findOneByOne(api, videoNos, undefined) };
}

function v1Videos(api: ApiAccess, { folderId, uniqueId }: AccountPart): AccountVideos {
	const part = { folder_id: folderId, unique_id: uniqueId };
	const query = { page: 1, size: MAX_VIDEOS_A_PAGE, ...part };
	let pagesInAll: number | undefined;

	async function* pages(): AsyncGenerator<VideoPage, void, undefined> {
		for await (const page of paced(listVideoPages(api, query))) {
			if (page.totalCount !== undefined && page.videos.length > 0) {
				pagesInAll ??= page.totalCount / page.videos.length;
			}
			yield page;
		}
	}

	const find = async (videoNos: readonly string[]): Promise<ListedVideo[]> => {
		const isBatched = api.apiVersion === 'v1.2' && serversWithoutVideoNos.get(api.baseUrl) === undefined;
		const batch = isBatched ? await findByNumbers(api, videoNos, uniqueId) : undefined;
		if (batch !== undefined) return batch;
		if (isBatched) serversWithoutVideoNos.set(api.baseUrl, true);
		return videoNos.length <= (pagesInAll ?? Infinity)
			? await findOneByOne(api, videoNos, uniqueId)
			: await findInAll(pages(), videoNos);
	};
	return { pages, find };
}

/** In v1.2 as of 2026. @returns undefined where the server takes no notice of the numbers */
async function findByNumbers(
	api: ApiAccess,
	videoNos: readonly string[],
	uniqueId: string | undefined,
): Promise<ListedVideo[] | undefined> {
	const found: ListedVideo[] = [];
	for (let start = 0; start < videoNos.length; start += MAX_VIDEOS_A_PAGE) {
		const asked = videoNos.slice(start, start + MAX_VIDEOS_A_PAGE);
		const query = { page: 1, size: MAX_VIDEOS_A_PAGE, video_nos: asked, unique_id: uniqueId };
		await pause(REQUEST_INTERVAL_MS, undefined);
		for await (const { videos } of paced(listVideoPages(api, query))) {
			if (videos.some(({ videoNo }) => !asked.includes(videoNo))) return undefined;
			found.push(...videos);
		}
	}
	return found;
}

async function findOneByOne(
	api: ApiAccess,
	videoNos: readonly string[],
	uniqueId: string | undefined,
): Promise<ListedVideo[]> {
	const found: ListedVideo[] = [];
	for (const videoNo of videoNos) {
		await pause(REQUEST_INTERVAL_MS, undefined);
		const video = await findVideo(api, videoNo, uniqueId);
		if (video !== undefined) found.push(video);
	}
	return found;
}

async function findInAll(
	pages: AsyncGenerator<VideoPage>,
	videoNos: readonly string[],
): Promise<ListedVideo[]> {
	const asked = new Set(videoNos);
	const found: ListedVideo[] = [];
	await pause(REQUEST_INTERVAL_MS, undefined);
	for await (const { videos } of pages) {
		const met = videos.filter(({ videoNo }) => asked.delete(videoNo));
		found.push(...met);
		if (asked.size === 0) break;
	}
	return found;
}

async function* paced(pages: AsyncGenerator<VideoPage>): AsyncGenerator<VideoPage, void, undefined> {
	for await (const page of pages) {
		yield page;
		if (!page.isLast) await pause(REQUEST_INTERVAL_MS, undefined);
	}
}
