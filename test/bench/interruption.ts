/** The result of some work, unless the signal comes first. */
export async function untilAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
	signal.throwIfAborted();
	const over = new AbortController();
	const aborted = new Promise<never>((_resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason as Error), over);
	});
	return await Promise.race([work, aborted]).finally(() => over.abort());
}
