/**
 * Has time run faster for the rest of a test: pauses that take minutes take seconds, for the product, for n8n and for the
 * simulator alike. Answers of `Date.now()` stay, so that clocks still agree.
 *
 * @param times how much faster
 */
export function hurry(times = 60): void {
	const { setTimeout: realSetTimeout } = globalThis;
	const realNow = performance.now.bind(performance);
	const startedAt = realNow();
	jest.spyOn(performance, 'now').mockImplementation(() => startedAt + (realNow() - startedAt) * times);
	jest
		.spyOn(globalThis, 'setTimeout')
		.mockImplementation((task: () => void, milliseconds = 0, ...rest: unknown[]) =>
			realSetTimeout(task, milliseconds / times, ...(rest as [])),
		);
	const realTimeout = AbortSignal.timeout.bind(AbortSignal);
	jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((milliseconds) => realTimeout(Math.ceil(milliseconds / times)));
}

afterEach(() => jest.restoreAllMocks());
