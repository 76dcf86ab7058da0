import type { IDataObject } from 'n8n-workflow';
import { known, numberOf, objectsOf, textOf } from './answerValues';
import { isJsonObject, jsonWithIntegers } from './json';
import { callApi, isPathUnknown, type ApiAccess, type FailedOutcome } from './request';
import { type ApiContext } from './storedCredential';

/** A video as `list_videos` describes it, with the numbers as numbers in both generations. */
export interface ListedVideo {
	videoNo: string;
	name: string;
	status: string;
	/** Why processing failed, when it did. */
	cause?: string;
	/** In seconds. */
	duration?: number;
	/** In bytes. */
	size?: number;
	/** ISO 8601. */
	createdAt?: string;
	/** Of v1.2 only, as are the following. */
	tags?: string[];
	cameraModel?: string;
	/** As the upload said it, without a time zone. */
	datetimeTaken?: string;
	/** In decimal degrees. */
	latitude?: number;
	/** In decimal degrees. */
	longitude?: number;
}

/** Most videos on one page. Source: v1.2 page "List Videos", and observed in v1.1. */
export const MAX_VIDEOS_A_PAGE = 200;

/** The body of `list_videos`: which part of the account is listed. */
export interface VideoListQuery {
	/** From 1. */
	page: number;
	/** Videos a page. */
	size: number;
	video_no?: string;
	/** Digits, maybe more than a number holds. */
	folder_id?: string;
	/** A status word that both generations have. */
	status?: 'PARSE' | 'UNPARSE';
	unique_id?: string;
}

/** The listed videos, or why there is no list. */
export type VideoListing =
	| {
			kind: 'listed';
			videos: ListedVideo[];
			/** How many there are on all pages, where the API says so. */
			totalCount: number | undefined;
			serverTimeMs: number | undefined;
	  }
	| FailedOutcome;

/** What a video looks like, as far as the generation tells; v1.1 knows the listed values only. */
export interface VideoDetails extends ListedVideo {
	/** Such as `720p`. */
	resolution?: string;
	/** In pixels. */
	width?: number;
	/** In pixels. */
	height?: number;
	/** Frames a second. */
	fps?: number;
}

/** A video that was looked up, `undefined` when the account has none of this number. */
export type VideoLookup = { kind: 'answered'; video: VideoDetails | undefined } | FailedOutcome;

/**
 * Lists videos of the account. Source: "List Videos" pages; v1.1 gives all values as text, and the text "null" for no
 * cause.
 */
export async function listVideos(
	context: ApiContext,
	api: ApiAccess,
	{ folder_id, ...query }: VideoListQuery,
): Promise<VideoListing> {
	const outcome = await callApi(context, {
		...api,
		method: 'POST',
		endpoint: 'list_videos',
		body: jsonWithIntegers(query, { folder_id }),
	});
	if (outcome.kind !== 'accepted') return outcome;
	const { videos, total_count: totalCount } = isJsonObject(outcome.data) ? outcome.data : {};
	return {
		kind: 'listed',
		videos: objectsOf(videos).flatMap(readVideo),
		totalCount: numberOf(totalCount),
		serverTimeMs: outcome.serverTimeMs,
	};
}

/** The id of a folder: digits, `-1` for the default folder, `-2` for that of the older API. Source: "List Videos" page. */
export const FOLDER_ID = /^-?\d+$/;

/** A page of the account's list, or why there is none. */
export type VideoPage =
	| { kind: 'listed'; videos: ListedVideo[]; page: number; isLast: boolean }
	| Exclude<VideoListing, { kind: 'listed' }>;

/**
 * Lists videos of the account page after page, each video once: uploads and deletions move videos from one page to
 * another meanwhile. Ends after the last page and after one that could not be had.
 *
 * @param query its page is where to begin
 */
export async function* listVideoPages(
	context: ApiContext,
	api: ApiAccess,
	query: VideoListQuery,
): AsyncGenerator<VideoPage, void, undefined> {
	const seen = new Set<string>();
	for (let { page } = query; ; page++) {
		const listing = await listVideos(context, api, { ...query, page });
		if (listing.kind !== 'listed') return yield listing;

		const { totalCount } = listing;
		const videos = listing.videos.filter(({ videoNo }) => !seen.has(videoNo));
		for (const { videoNo } of videos) seen.add(videoNo);
		// A server may give fewer videos a page than it is asked for, and one that knows no pages gives the same again.
		const listedBefore = (query.page - 1) * query.size;
		const isFull = totalCount === undefined && listing.videos.length >= query.size;
		const isMoreCounted = totalCount !== undefined && listedBefore + seen.size < totalCount;
		const isLast = videos.length === 0 || !(isFull || isMoreCounted);
		yield { kind: 'listed', videos, page, isLast };
		if (isLast) return;
	}
}

/**
 * Looks one video up in the account.
 *
 * @param uniqueId the part of a divided account that is looked at, in v1.2
 */
export async function findVideo(
	context: ApiContext,
	api: ApiAccess,
	videoNo: string,
	uniqueId?: string,
): Promise<VideoLookup> {
	const listing = await listVideos(context, api, {
		page: 1,
		size: 10,
		video_no: videoNo,
		unique_id: uniqueId,
	});
	if (listing.kind !== 'listed') return listing;
	return { kind: 'answered', video: listing.videos.find((video) => video.videoNo === videoNo) };
}

/**
 * The details of one video. Source: "Get Metadata" page of v1.2. The list knows less, and serves where there are no
 * details: in v1.1, in v1.2 as of 2025, and where `data` is null.
 *
 * @param uniqueId the part of a divided account that is looked at, in v1.2
 */
export async function getVideoDetails(
	context: ApiContext,
	api: ApiAccess,
	videoNo: string,
	uniqueId?: string,
): Promise<VideoLookup> {
	if (api.apiVersion === 'v1.1') return await findVideo(context, api, videoNo);
	const outcome = await callApi(context, {
		...api,
		method: 'GET',
		endpoint: 'get_metadata',
		query: known({ video_no: videoNo, unique_id: uniqueId }),
	});
	if (outcome.kind !== 'accepted' && !isPathUnknown(outcome)) return outcome;
	const [video] =
		outcome.kind === 'accepted' && isJsonObject(outcome.data)
			? readVideo({ video_no: videoNo, ...outcome.data })
			: [];
	return video === undefined ? await findVideo(context, api, videoNo, uniqueId) : { kind: 'answered', video };
}

/** Most videos that one request deletes. Source: "Delete Videos" pages. */
export const MAX_VIDEOS_A_DELETION = 100;

/**
 * Deletes videos; those that the account lacks count as deleted. Source: "Delete Videos" pages, by which unknown numbers
 * are ignored, and "Code" page, by which a second deletion is refused with `0409`. That refusal does not say which of the
 * videos it means, so then each is deleted by itself.
 *
 * @param videoNos up to 100
 * @param uniqueId the part of a divided account they are in, in v1.2
 */
export async function deleteVideos(
	context: ApiContext,
	api: ApiAccess,
	videoNos: string[],
	uniqueId?: string,
): Promise<{ kind: 'deleted' } | FailedOutcome> {
	const outcome = await callApi(context, {
		...api,
		method: 'POST',
		endpoint: 'delete_videos',
		query: known({ unique_id: uniqueId }),
		body: videoNos,
	});
	if (outcome.kind === 'accepted') return { kind: 'deleted' };
	if (outcome.kind !== 'refused' || outcome.refusal.kind !== 'duplicate') return outcome;
	if (videoNos.length === 1) return { kind: 'deleted' };
	for (const videoNo of videoNos) {
		const single = await deleteVideos(context, api, [videoNo], uniqueId);
		if (single.kind !== 'deleted') return single;
	}
	return { kind: 'deleted' };
}

/** Empty when the entry names no video. */
function readVideo(entry: IDataObject): VideoDetails[] {
	const videoNo = textOf(entry.video_no);
	if (videoNo === undefined) return [];
	const createTime = numberOf(entry.create_time);
	const tags = Array.isArray(entry.tags) ? entry.tags.filter((tag) => typeof tag === 'string') : undefined;
	return [
		{
			videoNo,
			name: textOf(entry.video_name) ?? '',
			status: textOf(entry.status) ?? '',
			...known({
				cause: textOf(entry.cause),
				duration: numberOf(entry.duration),
				size: numberOf(entry.size),
				createdAt: createTime === undefined ? undefined : new Date(createTime).toISOString(),
				resolution: textOf(entry.resolution_label),
				width: numberOf(entry.width),
				height: numberOf(entry.height),
				fps: numberOf(entry.fps),
				tags,
				cameraModel: textOf(entry.camera_model),
				datetimeTaken: textOf(entry.datetime_taken),
				latitude: numberOf(entry.latitude),
				longitude: numberOf(entry.longitude),
			}),
		},
	];
}
