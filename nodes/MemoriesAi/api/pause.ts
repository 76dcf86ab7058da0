/** Waits, but no longer than until the signal aborts. The timer does not keep n8n running. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	if (signal?.aborted === true) return;
	const over = AbortSignal.timeout(Math.ceil(milliseconds));
	await new Promise<void>((resolve) => {
		over.addEventListener('abort', () => resolve());
		signal?.addEventListener('abort', () => resolve(), { signal: over });
	});
}

/**
 * A pause that doubles with each retry and varies by a quarter, so that parallel executions do not come back in step.
 *
 * @param firstMs the pause before the first retry, in ms
 * @param retries how many retries there were, from 0
 * @param longestMs what it grows to, in ms
 */
export function growingPause(firstMs: number, retries: number, longestMs: number): number {
	return Math.min(firstMs * 2 ** retries, longestMs) * (0.75 + Math.random() / 2);
}
