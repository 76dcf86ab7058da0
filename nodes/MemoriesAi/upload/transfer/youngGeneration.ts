/** Node says its version here from 21 on. */
declare const navigator: { userAgent: string } | undefined;

/** A page of the young generation, in bytes. */
const PAGE_BYTES = 256 * 1024;

/** How many pages it has: a power of two, which V8 doubles while n8n works, and lowers while it rests. */
const PAGES = { least: 4, most: 256 };

/** What a one is shifted by to take half a page with its header, so that no page has room for two; one more makes a large object. */
const HALF_PAGE_SHIFT = 1_048_447n;

/** A number takes a hundredth of a millisecond to make, and a collection half of one. */
const COLLECTION_MS = 0.15;

/** So many collections end two whole runs of pages. The first one may have begun anywhere in the young generation. */
const TELLING_COLLECTIONS = 3;

/**
 * How much is sent between two collections, in bytes: so much, and a tenth of the young generation. With what is under way
 * it has to stay below what makes V8 collect all of the heap, some 18 MB in an n8n at rest, and less when the young
 * generation grows. A large one takes longer to fill, and grows no more.
 */
const SENT_BETWEEN = { leastBytes: 6 * 1024 ** 2, ofGeneration: 0.1 };

/** After so long without sending, in ms, the young generation may have any size. */
const REST_MS = 5_000;

/** How much is sent after a rest before it is filled for the first time, in bytes: as much again is under way by then. */
const FIRST_BYTES = 2 * 1024 ** 2;

/** The first Node whose uploads gain by it: 20 and 22 take 5 to 20 % more processor time for it (November 2026). */
const FIRST_NODE = 24;

const afterRest = {
	bytesToSend: FIRST_BYTES,
	/** How many pages were filled since a collection. */
	run: 0,
	/** The two longest such runs. */
	longest: 0,
	secondLongest: 0,
};

const filling = {
	...afterRest,
	sentAt: -Infinity,
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
	const now = performance.now();
	if (now - filling.sentAt > REST_MS) Object.assign(filling, afterRest);
	filling.sentAt = now;
	filling.bytesToSend -= sentBytes;
	if (filling.bytesToSend > 0) return;
	if (filling.secondLongest === 0) fillPages(PAGES.most, TELLING_COLLECTIONS);
	else fillPages(generationPages(), Infinity);
	filling.bytesToSend = SENT_BETWEEN.leastBytes + SENT_BETWEEN.ofGeneration * PAGE_BYTES * generationPages();
}

/** Ends after so many pages, or so many collections. */
function fillPages(mostPages: number, mostCollections: number): void {
	let beganAt = performance.now();
	let collections = 0;
	for (let pages = 0; pages < mostPages && collections < mostCollections; pages++) {
		filling.number = 1n << HALF_PAGE_SHIFT;
		const endedAt = performance.now();
		filling.number = 0n;
		filling.run++;
		if (endedAt - beganAt > COLLECTION_MS) {
			collections++;
			endRun();
		}
		beganAt = endedAt;
	}
}

function endRun(): void {
	const { run, longest, secondLongest } = filling;
	filling.run = 0;
	filling.longest = Math.max(run, longest);
	filling.secondLongest = Math.max(Math.min(run, longest), secondLongest);
}

/**
 * How many pages the young generation seems to have; the fewest while nothing is known. A run is cut short whenever the
 * machine does something else for a moment, and seldom too long, when V8 has collected between two fillings.
 */
function generationPages(): number {
	const pages = 2 ** Math.ceil(Math.log2(filling.secondLongest));
	return Math.min(Math.max(pages, PAGES.least), PAGES.most);
}

function nodeMajor(): number {
	const version = typeof navigator === 'undefined' ? '' : navigator.userAgent;
	return Number(/^Node\.js\/(\d+)/.exec(version)?.[1] ?? 0);
}
