import { ApiFailure } from '../ApiFailure';
import { growingPause, pause } from '../transport/pause';
import { LONGEST_RETRY_AFTER_MS } from '../transport/limitPause';
import { cancelSignalOf, type ApiAccess } from '../transport/request';

/** How patiently something is waited for. */
export interface ParsePatience {
	/** Longest time until it is over, in ms. */
	parseTimeoutMs: number;
	/** Longest pause between two looks, in ms; the first ones are shorter. */
	checkIntervalMs: number;
}

/** What is looked at, and when that ends. */
export interface Watched<Seen> {
	/**
	 * Looks at it, with this access.
	 *
	 * @returns undefined when memories.ai does not show it
	 */
	look: (api: ApiAccess) => Promise<Seen | undefined>;
	/** Whether what was seen need not be waited for any more. */
	isOver: (seen: Seen) => boolean;
	/** What is to be believed after several looks that showed nothing at all; undefined when it is sure to come up. */
	absence: ApiFailure | undefined;
}

/** How the waiting ended, with what was seen last. */
export type WatchEnding<Seen> =
	| { kind: 'over'; seen: Seen }
	/** The time was over, or the execution was cancelled; undefined when nothing was ever seen. */
	| { kind: 'timeout' | 'cancelled'; seen: Seen | undefined };

const FIRST_PAUSE_MS = 3_000;

/** Looks that showed nothing, or were refused for a reason that may last, one after the other, before that is believed. */
const MAX_DOUBTS = 3;

/**
 * Looks at something again and again until it is over, or the time is. Broken connections and request limits on the way are
 * waited out.
 *
 * @throws ApiFailure when memories.ai refuses in a way that waiting does not change, or asks for too long a pause; the absence
 */
export async function watch<Seen>(
	api: ApiAccess,
	{ look, isOver, absence }: Watched<Seen>,
	{ parseTimeoutMs, checkIntervalMs }: ParsePatience,
): Promise<WatchEnding<Seen>> {
	const signal = cancelSignalOf(api.context);
	const isOverAt = performance.now() + parseTimeoutMs;
	let seen: Seen | undefined;
	let doubts = 0;
	for (let looks = 0; ; looks++) {
		const { seen: seenNow, failure } = await lookOnce(api, look);
		if (signal?.aborted === true) return { kind: 'cancelled', seen };
		if (seenNow !== undefined) {
			seen = seenNow;
			if (isOver(seenNow)) return { kind: 'over', seen: seenNow };
		}
		const isDoubtful =
			failure === undefined ? seen === undefined && absence !== undefined : failure.lasts === 'maybe';
		doubts = isDoubtful ? doubts + 1 : 0;
		const believed = failure ?? absence;
		if (doubts >= MAX_DOUBTS && believed !== undefined) throw believed;

		const leftMs = isOverAt - performance.now();
		if (leftMs <= 0) return { kind: 'timeout', seen };
		const { retryAfterMs: askedForMs = 0 } = failure ?? {};
		if (failure !== undefined && askedForMs > LONGEST_RETRY_AFTER_MS) throw failure;
		const pauseMs = Math.max(growingPause(FIRST_PAUSE_MS, looks, checkIntervalMs), askedForMs);
		await pause(Math.min(pauseMs, leftMs), signal);
	}
}

/**
 * @returns what is seen, nothing when memories.ai does not show it, or a failure that may pass
 * @throws ApiFailure that lasts
 */
async function lookOnce<Seen>(
	api: ApiAccess,
	look: Watched<Seen>['look'],
): Promise<{ seen?: Seen | undefined; failure?: ApiFailure }> {
	// The next look is the retry.
	return await look({ ...api, limitRetries: 0 })
		.then((seen) => ({ seen }))
		.catch((error: unknown) => {
			if (error instanceof ApiFailure && error.lasts !== 'yes') return { failure: error };
			throw error;
		});
}
