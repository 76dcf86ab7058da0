import { Progress } from './progress';

/** Exit code of a program that was ended by Ctrl-C. */
const endedByCtrlC = 130;

/**
 * Does a program's work until it ends or is interrupted. Ctrl-C and its like abort the signal; what the work does about
 * it is awaited, and then the exit code says so.
 */
export async function runUntilInterrupted(
	work: (progress: Progress, signal: AbortSignal) => Promise<void>,
): Promise<void> {
	const interruption = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => {
			if (interruption.signal.aborted) return;
			console.log('\nStopping …');
			interruption.abort();
		});
	}
	const progress = new Progress(process.stdout);
	try {
		await work(progress, interruption.signal);
	} catch (error) {
		progress.fail();
		if (!interruption.signal.aborted) throw error;
		process.exitCode = endedByCtrlC;
	}
}

/** The result of some work, unless the signal comes first. */
export async function untilAborted<Result>(signal: AbortSignal, work: Promise<Result>): Promise<Result> {
	signal.throwIfAborted();
	const over = new AbortController();
	const aborted = new Promise<never>((_resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason as Error), over);
	});
	return await Promise.race([work, aborted]).finally(() => over.abort());
}
