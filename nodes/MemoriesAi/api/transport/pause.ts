import { sleep } from 'n8n-workflow';

/** How long a cancelled pause goes on at most, unseen: n8n's `sleep` cannot be ended. */
const LONGEST_SLEEP_MS = 1_000;

/** Given to `abort`, which otherwise makes an exception with a stack for every pause. */
const OVER = 'The pause is over';

/** Waits, but no longer than until the signal aborts. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	const isOverAt = performance.now() + milliseconds;
	const over = new AbortController();
	const aborted = new Promise<void>((resolve) => {
		// A wait of hours makes many pauses on one signal, so none may leave a listener behind.
		signal?.addEventListener('abort', () => resolve(), { signal: over.signal });
	});
	while (signal?.aborted !== true) {
		const leftMs = isOverAt - performance.now();
		if (leftMs <= 0) break;
		await Promise.race([sleep(Math.min(leftMs, LONGEST_SLEEP_MS)), aborted]);
	}
	over.abort(OVER);
}

/**
 * A pause that doubles with each retry and varies by a quarter, so that parallel executions do not come back in step.
 *
 * @param firstMs the pause before the first retry, in ms
 * @param retries how many retries there were, from 0
 * @param longestMs the longest pause there is, in ms
 */
export function growingPause(firstMs: number, retries: number, longestMs: number): number {
	return Math.min(firstMs * 2 ** retries * (0.75 + Math.random() / 2), longestMs);
}
