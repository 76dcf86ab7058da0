const realNow = performance.now.bind(performance);
const realSetTimeout = globalThis.setTimeout;
const realTimeout = AbortSignal.timeout.bind(AbortSignal);

/**
 * Has time run faster for the rest of a test: pauses that take minutes take seconds, for the product, for n8n and for the
 * simulator alike. Answers of `Date.now()` stay, so that clocks still agree. May be called again with another speed.
 *
 * @param times how much faster than real time
 */
export function hurry(times = 60): void {
	const since = { real: realNow(), shown: performance.now() };
	jest.spyOn(performance, 'now').mockImplementation(() => since.shown + (realNow() - since.real) * times);
	jest
		.spyOn(globalThis, 'setTimeout')
		.mockImplementation((task: () => void, milliseconds = 0, ...rest: unknown[]) =>
			realSetTimeout(task, milliseconds / times, ...(rest as [])),
		);
	jest
		.spyOn(AbortSignal, 'timeout')
		.mockImplementation((milliseconds) => realTimeout(Math.ceil(milliseconds / times)));
}

afterEach(() => jest.restoreAllMocks());
