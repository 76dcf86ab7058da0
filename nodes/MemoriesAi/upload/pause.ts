/** Waits, but no longer than until the signal aborts. The timer does not keep n8n running. */
export async function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
	if (signal?.aborted === true) return;
	await new Promise<void>((resolve) => {
		AbortSignal.timeout(Math.ceil(milliseconds)).addEventListener('abort', () => resolve());
		signal?.addEventListener('abort', () => resolve(), { once: true });
	});
}
