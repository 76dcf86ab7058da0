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

/** A video that was looked up, `undefined` when the account has none of this number. */
export type VideoLookup =
	{ kind: 'answered'; video: ListedVideo | undefined } | Exclude<ApiOutcome, { kind: 'accepted' }>;

/**
 * Looks one video up in the account. Source: "List Videos" pages; v1.1 gives all values as text, and the text "null"
 * for no cause.
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
	const outcome = await postToApi(context, {
		baseUrl,
		path: endpointPath(apiVersion, 'list_videos'),
		body: { page: 1, size: 10, video_no: videoNo },
		timeoutMs,
	});
	if (outcome.kind !== 'accepted') return outcome;
	const listed = isJsonObject(outcome.data) ? outcome.data.videos : undefined;
	const videos = Array.isArray(listed) ? listed.filter(isJsonObject) : [];
	const match = videos.find((video) => video.video_no === videoNo);
	return { kind: 'answered', video: match === undefined ? undefined : readListedVideo(match, videoNo) };
}

function readListedVideo(entry: Record<string, unknown>, videoNo: string): ListedVideo {
	const cause = textOf(entry.cause);
	const duration = numberOf(entry.duration);
	const size = numberOf(entry.size);
	const createTime = numberOf(entry.create_time);
	return {
		videoNo,
		name: textOf(entry.video_name) ?? '',
		status: textOf(entry.status) ?? '',
		...(cause === undefined ? {} : { cause }),
		...(duration === undefined ? {} : { duration }),
		...(size === undefined ? {} : { size }),
		...(createTime === undefined ? {} : { createdAt: new Date(createTime).toISOString() }),
	};
}

function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== 'null' && value !== '' ? value : undefined;
}

function numberOf(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Number.isFinite(number) ? number : undefined;
}
