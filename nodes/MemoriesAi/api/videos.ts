import type { IDataObject } from 'n8n-workflow';
import { endpointPath, type ApiVersion } from './apiVersion';
import { isJsonObject } from './json';
import { postToApi, type ApiContext, type ApiOutcome } from './request';

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

/** The part of an API's account that is listed. */
export interface VideoListRequest {
	baseUrl: string;
	apiVersion: ApiVersion;
	/** The body of `list_videos`. */
	body: { page: number; size: number; video_no?: string; video_name?: string; unique_id?: string };
	/** Longest time for the request, in ms. */
	timeoutMs: number;
}

/** The listed videos, or why there is no list. */
export type VideoListing =
	| { kind: 'listed'; videos: ListedVideo[]; serverTimeMs: number | undefined }
	| Exclude<ApiOutcome, { kind: 'accepted' }>;

/** A video that was looked up, `undefined` when the account has none of this number. */
export type VideoLookup =
	{ kind: 'answered'; video: ListedVideo | undefined } | Exclude<ApiOutcome, { kind: 'accepted' }>;

/**
 * Lists videos of the account. Source: "List Videos" pages; v1.1 gives all values as text, and the text "null" for no
 * cause.
 */
export async function listVideos(context: ApiContext, request: VideoListRequest): Promise<VideoListing> {
	const outcome = await postToApi(context, {
		baseUrl: request.baseUrl,
		path: endpointPath(request.apiVersion, 'list_videos'),
		body: request.body,
		timeoutMs: request.timeoutMs,
	});
	if (outcome.kind !== 'accepted') return outcome;
	const listed = isJsonObject(outcome.data) ? outcome.data.videos : undefined;
	const videos = Array.isArray(listed) ? listed.filter(isJsonObject).flatMap(readListedVideo) : [];
	return { kind: 'listed', videos, serverTimeMs: outcome.serverTimeMs };
}

/**
 * Looks one video up in the account.
 *
 * @param timeoutMs longest time for the request, in ms
 */
export async function findVideo(
	context: ApiContext,
	baseUrl: string,
	apiVersion: ApiVersion,
	videoNo: string,
	timeoutMs: number,
): Promise<VideoLookup> {
	const body = { page: 1, size: 10, video_no: videoNo };
	const listing = await listVideos(context, { baseUrl, apiVersion, body, timeoutMs });
	if (listing.kind !== 'listed') return listing;
	return { kind: 'answered', video: listing.videos.find((video) => video.videoNo === videoNo) };
}

function readListedVideo(entry: IDataObject): ListedVideo[] {
	const videoNo = textOf(entry.video_no);
	if (videoNo === undefined) return [];
	const cause = textOf(entry.cause);
	const duration = numberOf(entry.duration);
	const size = numberOf(entry.size);
	const createTime = numberOf(entry.create_time);
	return [
		{
			videoNo,
			name: textOf(entry.video_name) ?? '',
			status: textOf(entry.status) ?? '',
			...(cause === undefined ? {} : { cause }),
			...(duration === undefined ? {} : { duration }),
			...(size === undefined ? {} : { size }),
			...(createTime === undefined ? {} : { createdAt: new Date(createTime).toISOString() }),
		},
	];
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== 'null' && value !== '' ? value : undefined;
}

/** A number within what `Date` and byte counts can hold, from a number or its text. */
function numberOf(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Math.abs(number) <= 8.64e15 ? number : undefined;
}
