import type { VideoSource } from '../../../../../nodes/MemoriesAi/upload/file/videoSource';
import { PartReader } from '../../../../../nodes/MemoriesAi/upload/transfer/datalake/PartReader';
import type { TransferProgress } from '../../../../../nodes/MemoriesAi/upload/transfer/videoForm';

const MiB = 1024 ** 2;

/** A source of so many chunks of 1 MiB, each filled with its number, that counts how often it is opened. */
function sourceOf(chunks: number, size = chunks * MiB) {
	const opened: number[] = [];
	let isClosed = true;
	const source: VideoSource = {
		size,
		peek: async () => new Uint8Array(),
		async *read(from = 0) {
			opened.push(from);
			isClosed = false;
			for (let chunk = Math.floor(from / MiB); chunk < chunks; chunk++) {
				const skipped = Math.max(0, from - chunk * MiB);
				yield new Uint8Array(MiB - skipped).fill(chunk);
			}
		},
		close: () => {
			isClosed = true;
		},
	};
	return { source, opened, isClosed: () => isClosed };
}

const newProgress = (): TransferProgress => ({ bytesTaken: 0, lastMovedAt: 0, isComplete: false });

/** Reads a part, or its first bytes. */
async function read(reader: PartReader, start: number, length: number, most = Infinity): Promise<Uint8Array> {
	const pieces: Uint8Array[] = [];
	let taken = 0;
	for await (const piece of reader.part(start, length, newProgress())) {
		pieces.push(piece);
		taken += piece.byteLength;
		if (taken >= most) break;
	}
	return Buffer.concat(pieces);
}

/** What the source has there. */
function expected(start: number, length: number): Buffer {
	const first = Math.floor(start / MiB);
	const chunks = Math.ceil((start + length) / MiB) - first;
	const whole = Array.from({ length: chunks }, (_, index) => Buffer.alloc(MiB, first + index));
	return Buffer.concat(whole).subarray(start - first * MiB, start - first * MiB + length);
}

test('parts that follow each other take one pass', async () => {
	const { source, opened } = sourceOf(20);
	const reader = new PartReader(source);
	const size = 3.5 * MiB;
	for (let start = 0; start < source.size; start += size) {
		const length = Math.min(size, source.size - start);
		expect(expected(start, length).equals(await read(reader, start, length))).toBe(true);
	}
	expect(opened).toEqual([0]);
});

test('a part that broke off, as a whole or from its middle on, is read out of what is kept', async () => {
	const { source, opened, isClosed } = sourceOf(20);
	const reader = new PartReader(source);
	for (const start of [0, 8 * MiB]) {
		await read(reader, start, 8 * MiB, 5 * MiB);
		await read(reader, start, 8 * MiB, 2 * MiB);
		const middle = start + 2.5 * MiB;
		expect(expected(middle, 8 * MiB).equals(await read(reader, middle, 8 * MiB))).toBe(true);
	}
	expect(opened).toEqual([0]);
	expect(isClosed()).toBe(false);
});

test('what lies further back, or further on, is read from the file anew', async () => {
	const { source, opened } = sourceOf(40);
	const reader = new PartReader(source);
	await read(reader, 0, 8 * MiB);
	await read(reader, 8 * MiB, 8 * MiB);
	expect(expected(MiB, 9 * MiB).equals(await read(reader, MiB, 9 * MiB))).toBe(true);
	expect(expected(30 * MiB, MiB).equals(await read(reader, 30 * MiB, MiB))).toBe(true);
	expect(opened).toEqual([0, MiB, 30 * MiB]);
});

test('of a larger part, no more is kept than memory allows', async () => {
	const { source, opened } = sourceOf(64);
	const reader = new PartReader(source);
	await read(reader, 0, 64 * MiB);
	const kept = Reflect.get(reader, 'kept') as unknown[];
	expect(kept.length).toBeLessThanOrEqual(18);

	expect(expected(50 * MiB, MiB).equals(await read(reader, 50 * MiB, MiB))).toBe(true);
	await read(reader, 40 * MiB, MiB);
	expect(opened).toEqual([0, 40 * MiB]);
});

test('a part that still waits for its bytes takes none from the next one', async () => {
	const { source, opened } = sourceOf(4);
	const reader = new PartReader(source);
	const broken = reader.part(0, 4 * MiB, newProgress());
	const waiting = broken.next();
	const whole = await read(reader, 0, 4 * MiB);
	await waiting;

	expect(expected(0, 4 * MiB).equals(whole)).toBe(true);
	expect(opened).toEqual([0]);
});

test.each([
	['ends too early', 3, 4 * MiB, `it should have ${4 * MiB} bytes, but ${3 * MiB} were there`],
	['goes on for longer', 4, 3.5 * MiB, `it should have ${3.5 * MiB} bytes, but ${4 * MiB} were there`],
])('a file that %s is refused', async (_case, chunks, size, said) => {
	const { source } = sourceOf(chunks, size);
	await expect(read(new PartReader(source), 0, size)).rejects.toMatchObject({
		message: "The video could not be read from n8n's storage",
		cure: expect.stringContaining(said) as string,
	});
});
