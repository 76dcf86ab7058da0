import { sleep } from 'n8n-workflow';

/** How long a cancelled pause goes on at most, unseen: n8n's `sleep` cannot be ended. */
const LONGEST_SLEEP_MS = 1_000;

/** Waits, but no longer than until the signal aborts. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	if (milliseconds <= 0) return;
	const isOverAt = performance.now() + milliseconds;
	let end = (): void => undefined;
	const aborted = new Promise<void>((resolve) => (end = resolve));
	signal?.addEventListener('abort', end);
	while (signal?.aborted !== true) {
		const leftMs = isOverAt - performance.now();
		if (leftMs <= 0) break;
		await Promise.race([sleep(Math.min(leftMs, LONGEST_SLEEP_MS)), aborted]);
	}
	// A wait of hours makes many pauses on one signal, so none may leave a listener behind.
	signal?.removeEventListener('abort', end);
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
