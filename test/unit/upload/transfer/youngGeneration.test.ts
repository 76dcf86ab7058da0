import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

const MIB = 1024 ** 2;

type FillYoungGeneration = (sentBytes: number) => void;

afterEach(() => jest.restoreAllMocks());

/** Lets Node say this of itself, until the returned function is called. */
function callNode(userAgent: string | undefined): () => void {
	const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
	const value = userAgent === undefined ? undefined : { userAgent };
	Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
	return () => {
		if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator');
		else Object.defineProperty(globalThis, 'navigator', before);
	};
}

/** One that has filled nothing so far. */
function freshOne(): FillYoungGeneration {
	jest.resetModules();
	return jest.requireActual<{ fillYoungGeneration: FillYoungGeneration }>(
		'../../../../nodes/MemoriesAi/upload/transfer/youngGeneration',
	).fillYoungGeneration;
}

/** What Node tells of a collection; its types lack it. */
interface CollectionEntry {
	detail: { kind: number };
}

interface Sending {
	sentMib: number;
	pieceBytes?: number;
	/** Called before each piece. */
	onPiece?: () => void;
}

/** How often V8 collects its young generation while so much is sent, where Node says this of itself. */
async function collectionsOf(
	{ sentMib, pieceBytes = MIB / 2, onPiece }: Sending,
	userAgent: string | undefined,
): Promise<number> {
	const callAsBefore = callNode(userAgent);
	const fillYoungGeneration = freshOne();
	const collections: CollectionEntry[] = [];
	const observer = new PerformanceObserver((list) => {
		collections.push(...(list.getEntries() as unknown as CollectionEntry[]));
	});
	observer.observe({ entryTypes: ['gc'] });
	try {
		const underWay: object[][] = [];
		for (let sent = 0; sent < sentMib * MIB; sent += pieceBytes) {
			// Without something alive, a collection is over too soon to show.
			underWay.unshift(Array.from({ length: pieceBytes / 128 }, () => ({ underWay })));
			underWay.length = Math.min(underWay.length, (4 * MIB) / pieceBytes);
			onPiece?.();
			fillYoungGeneration(pieceBytes);
		}
		await nextTurn();
		await nextTurn();
	} finally {
		observer.disconnect();
		callAsBefore();
	}
	return collections.filter(({ detail }) => detail.kind === constants.NODE_PERFORMANCE_GC_MINOR).length;
}

/** Jest and the test itself bring about some. */
const FEW = 6;

test.each(['Node.js/24', 'Node.js/26', 'Node.js/100'])(
	'%s: V8 collects its young generation once for every 6 to 12 MiB sent',
	async (userAgent) => {
		for (const pieceBytes of [64 * 1024, MIB / 2]) {
			const collections = await collectionsOf({ sentMib: 200, pieceBytes }, userAgent);

			// Where the machine does something else in between, a number takes as long as a collection.
			expect(collections).toBeGreaterThan(200 / 12 / 2);
			expect(collections).toBeLessThan(200 / 6 + FEW);
		}
	},
);

test('it is collected as often when the machine does something else while it is filled', async () => {
	const now = performance.now.bind(performance);
	let lostMs = 0;
	let looks = 0;
	let fillings = 0;
	jest.spyOn(performance, 'now').mockImplementation(() => {
		if (++looks === 6) fillings++;
		if (looks % 29 === 6 && fillings % 4 !== 0) lostMs++;
		return now() + lostMs;
	});
	const onPiece = () => {
		looks = 0;
	};
	const collections = await collectionsOf({ sentMib: 400, onPiece }, 'Node.js/24');

	expect(lostMs).toBeGreaterThan(400 / 12 / 2);
	expect(collections).toBeGreaterThan(400 / 12 / 2);
	expect(collections).toBeLessThan(400 / 6 + FEW);
});

test('after a rest, it is filled before much is sent, as its size may have changed', async () => {
	const now = performance.now.bind(performance);
	let restedMs = 0;
	jest.spyOn(performance, 'now').mockImplementation(() => now() + restedMs);
	const onPiece = () => {
		restedMs += 6_000;
	};
	const collections = await collectionsOf({ sentMib: 60, pieceBytes: 2 * MIB, onPiece }, 'Node.js/24');

	// Once for every other piece, where without a rest it would be once for three or more.
	expect(collections).toBeGreaterThan(60 / 2 / 2 + 1);
});

describe('by a clock that tells what V8 does', () => {
	/** How many pages each filling takes, and of all pages, counted from 1, these seem to bring about a collection. */
	function fillings(
		count: number,
		isCollection: (page: number) => boolean,
		onFilled?: (wait: (ms: number) => void) => void,
	) {
		let ms = 0;
		let page = 0;
		let looks = 0;
		jest.spyOn(performance, 'now').mockImplementation(() => {
			// The first is for the piece, and the second for the start of a filling.
			if (++looks > 2 && isCollection(++page)) ms += 1;
			return ms;
		});
		const callAsBefore = callNode('Node.js/24');
		const fillYoungGeneration = freshOne();
		const taken: number[] = [];
		while (taken.length < count) {
			looks = 0;
			const before = page;
			fillYoungGeneration(MIB);
			if (page === before) continue;
			taken.push(page - before);
			onFilled?.((restMs) => (ms += restMs));
		}
		callAsBefore();
		return taken;
	}

	test('it takes all pages, once two whole runs of them were seen', () => {
		expect(fillings(4, (page) => page % 64 === 10)).toEqual([10 + 64 + 64, 64, 64, 64]);
	});

	test('it takes all of them when half of what seems to be a collection is none', () => {
		expect(fillings(5, (page) => page % 64 === 0 || page % 64 === 40).slice(1)).toEqual([64, 64, 64, 64]);
	});

	test('it takes no more when V8 has collected once in between', () => {
		expect(fillings(6, (page) => page % 64 === 0 && page !== 320).slice(1)).toEqual([64, 64, 64, 64, 64]);
	});

	test('it takes more when there are more', () => {
		const grown = fillings(7, (page) => page % (page <= 256 ? 64 : 128) === 0);
		expect(grown.at(-1)).toBe(128);
	});

	test('it takes fewer when there are fewer after a rest', () => {
		let pages = 64;
		const taken = fillings(
			4,
			(page) => page % pages === 0,
			(wait) => {
				pages = 16;
				wait(6_000);
			},
		);
		expect(taken).toEqual([3 * 64, 3 * 16, 3 * 16, 3 * 16]);
	});

	test('it takes as few as there may be when the clock says nothing', () => {
		expect(fillings(3, () => true)).toEqual([3, 4, 4]);
	});

	test('it takes no more than there can be, however long none of them seems to bring about a collection', () => {
		expect(fillings(3, () => false)).toEqual([256, 256, 256]);
	});
});

test('less is not worth it', async () => {
	expect(await collectionsOf({ sentMib: 1.5 }, 'Node.js/24')).toBeLessThan(FEW);
});

// Node 20 has no navigator.
test.each(['Node.js/22', 'Node.js/4', 'Mozilla/5.0', undefined])('%s: nothing is done', async (userAgent) => {
	expect(await collectionsOf({ sentMib: 200 }, userAgent)).toBeLessThan(FEW);
});
