import type { IDataObject } from 'n8n-workflow';
import { known, numberOf, textOf } from './answerValues';
import { isJsonObject } from './json';
import { callApi, type ApiAccess, type ApiOutcome } from './request';
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
}

/** The body of `list_videos`: which part of the account is listed. Both generations take up to 200 videos a page. */
export interface VideoListQuery {
	/** From 1. */
	page: number;
	/** Videos a page. */
	size: number;
	video_no?: string;
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
	| Exclude<ApiOutcome, { kind: 'accepted' }>;

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
	tags?: string[];
}

/** A video that was looked up, `undefined` when the account has none of this number. */
export type VideoLookup =
	{ kind: 'answered'; video: VideoDetails | undefined } | Exclude<ApiOutcome, { kind: 'accepted' }>;

/**
 * Lists videos of the account. Source: "List Videos" pages; v1.1 gives all values as text, and the text "null" for no
 * cause.
 */
export async function listVideos(
	context: ApiContext,
	api: ApiAccess,
	query: VideoListQuery,
): Promise<VideoListing> {
	const outcome = await callApi(context, {
		...api,
		method: 'POST',
		endpoint: 'list_videos',
		body: { ...query },
	});
	if (outcome.kind !== 'accepted') return outcome;
	const data = isJsonObject(outcome.data) ? outcome.data : {};
	const listed = Array.isArray(data.videos) ? data.videos : [];
	return {
		kind: 'listed',
		videos: listed.filter(isJsonObject).flatMap(readVideo),
		totalCount: numberOf(data.total_count),
		serverTimeMs: outcome.serverTimeMs,
	};
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
		...inPartOfAccount(uniqueId),
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
		query: { video_no: videoNo, ...inPartOfAccount(uniqueId) },
	});
	const isPathServed = outcome.kind !== 'refused' || outcome.refusal.kind !== 'unknownPath';
	if (outcome.kind !== 'accepted' && isPathServed) return outcome;
	const [video] =
		outcome.kind === 'accepted' && isJsonObject(outcome.data)
			? readVideo({ video_no: videoNo, ...outcome.data })
			: [];
	return video === undefined ? await findVideo(context, api, videoNo, uniqueId) : { kind: 'answered', video };
}

function inPartOfAccount(uniqueId: string | undefined): { unique_id?: string } {
	return uniqueId === undefined ? {} : { unique_id: uniqueId };
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
			}),
		},
	];
}
