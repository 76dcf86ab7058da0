/**
 * Runs something in a time of its own: pauses are over as soon as nothing else is to be done, and clocks agree with them.
 *
 * @returns what it gives, or the error that it throws
 */
export async function inVirtualTime<Result>(run: () => Promise<Result>): Promise<Result> {
	jest.useFakeTimers();
	try {
		let isOver = false;
		const running = run().finally(() => (isOver = true));
		running.catch(() => undefined);
		for (let turns = 0; turns < 20; turns++) await Promise.resolve();
		while (!isOver) {
			if (jest.getTimerCount() === 0) throw new Error('It waits for something else than time');
			await jest.advanceTimersToNextTimerAsync();
		}
		return await running;
	} finally {
		jest.useRealTimers();
	}
}

/** The error that something throws. */
export async function failureOf(run: Promise<unknown>): Promise<Error> {
	return await run.then(
		() => {
			throw new Error('Nothing was thrown');
		},
		(error: unknown) => error as Error,
	);
}
