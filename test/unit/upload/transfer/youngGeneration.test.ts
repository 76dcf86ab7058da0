import { constants, PerformanceObserver } from 'node:perf_hooks';
import { setImmediate as nextTurn } from 'node:timers/promises';

const MIB = 1024 ** 2;

type FillYoungGeneration = (sentBytes: number) => void;

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
	const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator');
	const value = userAgent === undefined ? undefined : { userAgent };
	Object.defineProperty(globalThis, 'navigator', { value, configurable: true });
	jest.resetModules();
	const { fillYoungGeneration } = jest.requireActual<{ fillYoungGeneration: FillYoungGeneration }>(
		'../../../../nodes/MemoriesAi/upload/transfer/youngGeneration',
	);
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
		if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator');
		else Object.defineProperty(globalThis, 'navigator', before);
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
	const clock = jest.spyOn(performance, 'now').mockImplementation(() => {
		if (++looks === 6) fillings++;
		if (looks % 29 === 6 && fillings % 4 !== 0) lostMs++;
		return now() + lostMs;
	});
	const onPiece = () => {
		looks = 0;
	};
	const collections = await collectionsOf({ sentMib: 400, onPiece }, 'Node.js/24').finally(() =>
		clock.mockRestore(),
	);

	expect(lostMs).toBeGreaterThan(400 / 12 / 2);
	expect(collections).toBeGreaterThan(400 / 12 / 2);
	expect(collections).toBeLessThan(400 / 6 + FEW);
});

test('after a rest, it is filled before much is sent, as its size may have changed', async () => {
	const now = performance.now.bind(performance);
	let restedMs = 0;
	const clock = jest.spyOn(performance, 'now').mockImplementation(() => now() + restedMs);
	const onPiece = () => {
		restedMs += 6_000;
	};
	const collections = await collectionsOf(
		{ sentMib: 60, pieceBytes: 2 * MIB, onPiece },
		'Node.js/24',
	).finally(() => clock.mockRestore());

	// Once for every other piece, where without a rest it would be once for three or more.
	expect(collections).toBeGreaterThan(60 / 2 / 2 + 1);
});

test('less is not worth it', async () => {
	expect(await collectionsOf({ sentMib: 1.5 }, 'Node.js/24')).toBeLessThan(FEW);
});

// Node 20 has no navigator.
test.each(['Node.js/22', 'Node.js/4', 'Mozilla/5.0', undefined])('%s: nothing is done', async (userAgent) => {
	expect(await collectionsOf({ sentMib: 200 }, userAgent)).toBeLessThan(FEW);
});
