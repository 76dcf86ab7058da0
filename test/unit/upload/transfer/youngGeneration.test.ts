import { fillYoungGeneration } from '../../../../nodes/MemoriesAi/upload/transfer/youngGeneration';

const KIB = 1024;

/** How much text is made for a number of sent bytes, where Node says this of itself. */
function textFor(sentBytes: number, userAgent: string | undefined): number {
	const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
	const value = userAgent === undefined ? undefined : { userAgent };
	Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
	const made = jest.spyOn(Buffer.prototype, 'toString');
	try {
		fillYoungGeneration(sentBytes);
		return made.mock.results.reduce((sum, result) => sum + (result.value as string).length, 0);
	} finally {
		made.mockRestore();
		if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator');
		else Object.defineProperty(globalThis, 'navigator', before);
	}
}

test.each([
	['Node.js/24', 256 * KIB, 256 * KIB],
	['Node.js/24', 100 * KIB, 128 * KIB],
	['Node.js/24', 0, 0],
	['Node.js/26', 64 * KIB, 64 * KIB],
	['Node.js/100', 64 * KIB, 64 * KIB],
	['Node.js/22', 256 * KIB, 0],
	['Node.js/4', 256 * KIB, 0],
	['Mozilla/5.0', 256 * KIB, 0],
	// Node 20 has no navigator.
	[undefined, 256 * KIB, 0],
])('%s: for %d sent bytes there are %d of text', (userAgent, sentBytes, textBytes) => {
	expect(textFor(sentBytes, userAgent)).toBe(textBytes);
});
