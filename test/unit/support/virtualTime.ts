/**
 * Runs something in a time of its own: pauses are over as soon as nothing else is to be done, and clocks agree with them.
 *
 * @returns what it gives, or the error that it throws
 */
export async function inVirtualTime<Result>(run: () => Promise<Result>): Promise<Result> {
	let isVirtual = true;
	jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask'] });
	try {
		const running = run().then(
			(result) => ({ result }),
			(error: unknown) => ({ error }),
		);
		const ended = await Promise.race([running, passTime(() => isVirtual)]);
		if (ended === undefined) throw new Error('It waits for ever, or for something else than time');
		if ('error' in ended) throw ended.error;
		return ended.result;
	} finally {
		isVirtual = false;
		jest.useRealTimers();
	}
}

/** The error that something throws, which has to be one of this class. */
export async function failureOf<Kind extends Error>(
	run: Promise<unknown>,
	kind: abstract new (...values: never[]) => Kind,
): Promise<Kind> {
	const error = await run.then(
		() => new Error('Nothing was thrown'),
		(problem: unknown) => problem,
	);
	if (error instanceof kind) return error;
	throw new Error(`It is no ${kind.name}`, { cause: error });
}

/** More than any pause of minutes has turns, so that what waits for ever fails soon. */
const MOST_TURNS = 1_500;

/** Ends when nothing has waited for time for a while, or the clock is the real one again. */
async function passTime(isVirtual: () => boolean): Promise<undefined> {
	let idleTurns = 0;
	for (let turns = 0; isVirtual() && idleTurns < 100 && turns < MOST_TURNS; turns++) {
		await new Promise(setImmediate);
		idleTurns++;
		if (!isVirtual() || jest.getTimerCount() === 0) continue;
		await jest.advanceTimersToNextTimerAsync();
		idleTurns = 0;
	}
	return undefined;
}
