import { uploadedVideos } from '../../state';
import { ApiFailure } from '../ApiFailure';
import { growingPause, pause } from '../transport/pause';
import { LONGEST_RETRY_AFTER_MS } from '../transport/limitPause';
import { cancelSignalOf, type ApiAccess } from '../transport/request';
import { meaningOfVideo, type VideoDetails } from './videoEntry';
import { findVideoDetails } from './videos';

/** How patiently a video is waited for. */
export interface ParsePatience {
	/** Longest time until the video is parsed, in ms. */
	parseTimeoutMs: number;
	/** Longest pause between two looks, in ms; the first ones are shorter. */
	checkIntervalMs: number;
}

/** How the waiting ended, with the video as it was last seen. */
export type ParseEnding =
	| { kind: 'parsed' | 'failed'; video: VideoDetails }
	/** The time was over, or the execution was cancelled; without a video when memories.ai never told of it. */
	| { kind: 'timeout' | 'cancelled'; video: VideoDetails | undefined };

const FIRST_PAUSE_MS = 3_000;

/** Looks without a video, or refused for a reason that may last, one after the other, before that is believed. */
const MAX_DOUBTS = 3;

/**
 * Looks at a video again and again until memories.ai has parsed it, has failed to, or the time is over. Broken
 * connections and request limits on the way are waited out, and so is a new video that the account does not show yet.
 *
 * @param uniqueId the part of a divided account it is in, in v1.2
 * @throws ApiFailure when memories.ai refuses in a way that waiting does not change, or asks for too long a pause; `videoAbsent` when the account does not
 * show the video and this process has not uploaded it
 */
export async function waitUntilParsed(
	api: ApiAccess,
	videoNo: string,
	{ parseTimeoutMs, checkIntervalMs }: ParsePatience,
	uniqueId?: string,
): Promise<ParseEnding> {
	const signal = cancelSignalOf(api.context);
	const isOverAt = performance.now() + parseTimeoutMs;
	// A new video may take a while to show; one that nobody has seen may as well not exist.
	const isNew = uploadedVideos.get(videoNo) !== undefined;
	let video: VideoDetails | undefined;
	let doubts = 0;
	for (let looks = 0; ; looks++) {
		const look = await lookAt(api, videoNo, uniqueId);
		if (signal?.aborted === true) return { kind: 'cancelled', video };
		if (look.video !== undefined) {
			video = look.video;
			const meaning = meaningOfVideo(look.video);
			if (meaning === 'parsed' || meaning === 'failed') return { kind: meaning, video: look.video };
		}
		const isDoubtful =
			look.failure === undefined ? video === undefined && !isNew : look.failure.lasts === 'maybe';
		doubts = isDoubtful ? doubts + 1 : 0;
		if (doubts >= MAX_DOUBTS) throw look.failure ?? new ApiFailure('videoAbsent', { said: videoNo });

		const leftMs = isOverAt - performance.now();
		if (leftMs <= 0) {
			return { kind: 'timeout', video };
		}
		const { retryAfterMs: askedForMs = 0 } = look.failure ?? {};
		if (look.failure !== undefined && askedForMs > LONGEST_RETRY_AFTER_MS) throw look.failure;
		const pauseMs = Math.max(growingPause(FIRST_PAUSE_MS, looks, checkIntervalMs), askedForMs);
		await pause(Math.min(pauseMs, leftMs), signal);
	}
}

/**
 * @returns the video, neither when the account does not show it, or a failure that may pass
 * @throws ApiFailure that lasts
 */
async function lookAt(
	api: ApiAccess,
	videoNo: string,
	uniqueId: string | undefined,
): Promise<{ video?: VideoDetails | undefined; failure?: ApiFailure }> {
	// The next look is the retry.
	const looking = findVideoDetails({ ...api, limitRetries: 0 }, videoNo, uniqueId);
	return await looking
		.then((video) => ({ video }))
		.catch((error: unknown) => {
			if (error instanceof ApiFailure && error.lasts !== 'yes') return { failure: error };
			throw error;
		});
}
