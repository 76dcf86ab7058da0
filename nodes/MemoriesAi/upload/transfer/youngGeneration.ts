/** Node says its version here from 21 on. */
declare const navigator: { userAgent: string } | undefined;

/** A page of the young generation, in bytes. */
const PAGE_BYTES = 256 * 1024;

/** The young generation has at most so many. */
const PAGES = 256;

/** What a one is shifted by to take half a page with its header, so that no page has room for two; one more makes a large object. */
const HALF_PAGE_SHIFT = 1_048_447n;

/** A number takes a hundredth of a millisecond to make, and a collection half of one. */
const COLLECTION_MS = 0.15;

/**
 * How much is sent between two collections, in bytes: so much, and a tenth of the young generation. With what is under way
 * it has to stay below what makes V8 collect all of the heap, some 18 MB in an n8n at rest, and less when the young
 * generation grows. A large one takes longer to fill, and grows no more.
 */
const SENT_BETWEEN = { leastBytes: 6 * 1024 ** 2, ofGeneration: 0.1 };

/** The first Node whose uploads gain by it: 20 and 22 take 5 to 20 % more processor time for it (November 2026). */
const FIRST_NODE = 24;

const filling = {
	bytesToSend: SENT_BETWEEN.leastBytes,
	/** Kept while the time is taken: compilers leave out what nobody can see. */
	number: 0n,
};

/**
 * Fills the young generation of V8's heap with short-lived numbers whenever some 6 to 12 MiB were sent, so that V8 collects
 * it and finds the buffers of what was sent free. They lie outside the heap: by themselves they bring about collections of
 * all of it only. It may go when `npm run bench -- --claim tuning` shows no difference any more.
 *
 * @param sentBytes since the last call
 */
export function fillYoungGeneration(sentBytes: number): void {
	if (nodeMajor() < FIRST_NODE) return;
	filling.bytesToSend -= sentBytes;
	if (filling.bytesToSend > 0) return;
	filling.bytesToSend = SENT_BETWEEN.leastBytes + SENT_BETWEEN.ofGeneration * PAGE_BYTES * fillPages();
}

/** How many pages it took: the young generation has from 4 to 256, and becomes larger and smaller while n8n runs. */
function fillPages(): number {
	let beganAt = performance.now();
	for (let pages = 1; pages < PAGES; pages++) {
		filling.number = 1n << HALF_PAGE_SHIFT;
		const endedAt = performance.now();
		filling.number = 0n;
		if (endedAt - beganAt > COLLECTION_MS) return pages;
		beganAt = endedAt;
	}
	return PAGES;
}

function nodeMajor(): number {
	const version = typeof navigator === 'undefined' ? '' : navigator.userAgent;
	return Number(/^Node\.js\/(\d+)/.exec(version)?.[1] ?? 0);
}
