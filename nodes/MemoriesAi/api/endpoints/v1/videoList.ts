import { ApiFailure } from '../../ApiFailure';
import { isJsonObject, jsonWithIntegers } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { numberOf, objectsOf } from '../../vocabulary/answerValues';
import type { ListedVideo } from '../videoEntry';
import { readVideo } from './readVideo';

/** Most videos on one page. Source: v1.2 page "List Videos", and observed in v1.1. */
export const MAX_VIDEOS_A_PAGE = 200;

/** The body of `list_videos`: which part of the account is listed. */
export interface VideoListQuery {
	/** From 1. */
	page: number;
	/** Videos a page. */
	size: number;
	video_no?: string;
	/** Several numbers, in v1.2 as of 2026. */
	video_nos?: string[];
	/** Digits, maybe more than a number holds. */
	folder_id?: string | undefined;
	/** A status word that both generations have. */
	status?: 'PARSE' | 'UNPARSE' | undefined;
	unique_id?: string | undefined;
}

/** A page of the account's videos. */
export interface VideoListing {
	videos: ListedVideo[];
	/** How many there are on all pages, where the API says so. */
	totalCount: number | undefined;
	/** The server's clock, in ms since 1970, where it says so. */
	serverTimeMs: number | undefined;
}

/**
 * Lists videos of the account. Source: "List Videos" pages.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no list
 */
export async function listVideos(
	api: ApiAccess,
	{ folder_id, ...query }: VideoListQuery,
): Promise<VideoListing> {
	const { data, serverTimeMs } = await callApi(api, {
		method: 'POST',
		endpoint: 'list_videos',
		body: jsonWithIntegers(query, { folder_id }),
		isLookup: true,
	});
	const { videos, total_count } = isJsonObject(data) ? data : {};
	const totalCount = numberOf(total_count);
	// No list is not an empty list.
	if (!Array.isArray(videos) && totalCount !== 0) throw new ApiFailure('empty');
	return { videos: objectsOf(videos).flatMap(readVideo), totalCount, serverTimeMs };
}

/** A page of a list, with its place in it. */
export interface VideoPage extends VideoListing {
	/** From 1. */
	page: number;
	isLast: boolean;
}

/**
 * Lists videos of the account page after page, each video once: uploads and deletions move videos from one page to
 * another meanwhile. Ends after the last page.
 *
 * @param query its page is where to begin
 * @throws ApiFailure when a page cannot be had
 */
export async function* listVideoPages(
	api: ApiAccess,
	query: VideoListQuery,
): AsyncGenerator<VideoPage, void, undefined> {
	const seen = new Set<string>();
	for (let { page } = query; ; page++) {
		const listing = await listVideos(api, { ...query, page });
		const { totalCount } = listing;
		const videos = listing.videos.filter(({ videoNo }) => !seen.has(videoNo));
		for (const { videoNo } of videos) seen.add(videoNo);
		// A server may give fewer videos a page than it is asked for, on any page, so only the count, or a page without anything
		// new, is an end. One that knows no pages gives the same again. What came before the first page asked for is not counted.
		const isAllCounted = totalCount !== undefined && query.page === 1 && seen.size >= totalCount;
		const isLast = videos.length === 0 || isAllCounted;
		yield { ...listing, videos, page, isLast };
		if (isLast) return;
	}
}
