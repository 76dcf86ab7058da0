import type { IExecuteFunctions } from 'n8n-workflow';
import { growingPause, pause } from './pause';
import type { RefusalKind } from './refusals';
import type { ApiAccess, ApiOutcome } from './request';
import { getVideoDetails, type VideoDetails, type VideoLookup } from './videos';
import { meaningOfVideoStatus } from './videoStatus';

/** How patiently a video is waited for. */
export interface Patience {
	/** Longest time until the video is parsed, in ms. */
	timeoutMs: number;
	/** Longest pause between two looks, in ms; the first ones are shorter. */
	checkIntervalMs: number;
}

/** How the waiting ended, with the video as it was last seen. */
export type VideoWait =
	| { kind: 'parsed'; video: VideoDetails }
	| { kind: 'failed'; video: VideoDetails }
	/** The time was over, or the execution was cancelled. */
	| { kind: 'timeout' | 'cancelled'; video: VideoDetails | undefined }
	/** The account lacks the video. */
	| { kind: 'absent' }
	/** memories.ai refuses, in a way that waiting does not change. */
	| Extract<ApiOutcome, { kind: 'refused' }>;

const FIRST_PAUSE_MS = 3_000;

/** Looks that find no video, or are refused for no known reason, before that is believed. */
const MAX_DOUBTS = 3;

/** Refusals that pass by themselves. */
const PASSING_REFUSALS: readonly RefusalKind[] = ['gateway', 'limit', 'unreadable'];
/** Refusals that do not. The others may: `0001`, for one, also stands for trouble inside memories.ai. */
const LASTING_REFUSALS: readonly RefusalKind[] = ['account', 'credits', 'key', 'redirect', 'unknownPath'];

/**
 * Looks at a video again and again until memories.ai has parsed it, has failed to, or the time is over. Broken
 * connections and request limits on the way are waited out.
 *
 * @param uniqueId the part of a divided account it is in, in v1.2
 */
export async function waitForVideo(
	context: IExecuteFunctions,
	api: ApiAccess,
	videoNo: string,
	{ timeoutMs, checkIntervalMs }: Patience,
	uniqueId?: string,
): Promise<VideoWait> {
	const signal = context.getExecutionCancelSignal();
	const isOverAt = performance.now() + timeoutMs;
	let video: VideoDetails | undefined;
	let doubts = 0;
	for (let looks = 0; ; looks++) {
		// The next look is the retry.
		const lookup = await getVideoDetails(context, { ...api, limitRetries: 0 }, videoNo, uniqueId);
		if (signal?.aborted === true) return { kind: 'cancelled', video };
		if (lookup.kind === 'answered' && lookup.video !== undefined) {
			video = lookup.video;
			const meaning = meaningOfVideoStatus(lookup.video.status);
			if (meaning === 'parsed' || meaning === 'failed') return { kind: meaning, video: lookup.video };
		}
		doubts = isDoubtful(lookup) ? doubts + 1 : 0;
		if (lookup.kind === 'refused' && (isLasting(lookup) || doubts >= MAX_DOUBTS)) return lookup;
		if (doubts >= MAX_DOUBTS) return { kind: 'absent' };

		const leftMs = isOverAt - performance.now();
		if (leftMs <= 0) return { kind: 'timeout', video };
		const askedForMs = lookup.kind === 'refused' ? (lookup.refusal.retryAfterMs ?? 0) : 0;
		const pauseMs = Math.max(growingPause(FIRST_PAUSE_MS, looks, checkIntervalMs), askedForMs);
		await pause(Math.min(pauseMs, leftMs), signal);
	}
}

function isDoubtful(lookup: VideoLookup): boolean {
	if (lookup.kind === 'answered') return lookup.video === undefined;
	return lookup.kind === 'refused' && !PASSING_REFUSALS.includes(lookup.refusal.kind);
}

function isLasting({ refusal }: Extract<ApiOutcome, { kind: 'refused' }>): boolean {
	return LASTING_REFUSALS.includes(refusal.kind);
}
