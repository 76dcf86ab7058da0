/** Node says its version here from 21 on. */
declare const navigator: { userAgent: string } | undefined;

/** As text, it fits into one page of the young generation. */
const FILLER = Buffer.alloc(64 * 1024);

/** The first Node whose uploads gain by it. */
const FIRST_NODE = 24;

/**
 * Fills the young generation of V8's heap with short-lived text, so that V8 collects it, which takes a millisecond, and finds
 * the buffers of sent bytes free. They lie outside the heap: by themselves they bring about collections of all of it only.
 *
 * @param sentBytes length of the buffers that were sent since the last call
 */
export function fillYoungGeneration(sentBytes: number): void {
	if (nodeMajor() < FIRST_NODE) return;
	for (let bytes = 0; bytes < sentBytes; bytes += FILLER.length) FILLER.toString('latin1');
}

function nodeMajor(): number {
	const version = typeof navigator === 'undefined' ? '' : navigator.userAgent;
	return Number(/^Node\.js\/(\d+)/.exec(version)?.[1] ?? 0);
}
