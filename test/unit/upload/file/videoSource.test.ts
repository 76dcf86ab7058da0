import { Readable } from 'node:stream';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { PEEKED_BYTES } from '../../../../nodes/MemoriesAi/upload/file/container';
import { openVideoSource, type VideoSource } from '../../../../nodes/MemoriesAi/upload/file/videoSource';
import { fillYoungGeneration } from '../../../../nodes/MemoriesAi/upload/transfer/youngGeneration';

jest.mock('../../../../nodes/MemoriesAi/upload/transfer/youngGeneration');

const READ_BYTES = 512 * 1024;

/** So much that it is read in the longest pieces there are. */
const LARGE = Buffer.alloc(8 * READ_BYTES);

const noStore = {
	getBinaryDataBuffer: () => Promise.reject(new Error('no store')),
	getBinaryMetadata: () => Promise.reject(new Error('no store')),
	getBinaryStream: () => Promise.reject(new Error('no store')),
};

const field = { itemIndex: 2, name: 'video' };

const inMemory = (content: Buffer) => ({
	...field,
	binary: { data: content.toString('base64'), mimeType: 'video/mp4' },
});

const stored = { ...field, binary: { id: 'filesystem-v2:1', data: '', mimeType: 'video/mp4' } };

function* cut(chunks: Buffer[], length: number) {
	const content = Buffer.concat(chunks);
	for (let start = 0; start < content.length; start += length) yield content.subarray(start, start + length);
}

async function readAll(source: VideoSource) {
	const chunks: Uint8Array[] = [];
	for await (const chunk of source.read()) chunks.push(chunk);
	return { bytes: Buffer.concat(chunks), longest: Math.max(0, ...chunks.map((chunk) => chunk.byteLength)) };
}

test.each([0, 1, 2, 3, 786_432, 786_433, 5_000_001])(
	'%d bytes in memory are read in pieces, exactly and as often as wanted',
	async (length) => {
		const bytes = Buffer.from(Array.from({ length: Math.min(length, 256) }, (_, index) => index));
		const content = Buffer.alloc(length, bytes.byteLength > 0 ? bytes : 0);
		const source = await openVideoSource(noStore, inMemory(content));

		expect(source.size).toBe(length);
		const first = await readAll(source);
		expect(first.bytes.equals(content)).toBe(true);
		expect(first.longest).toBeLessThanOrEqual(READ_BYTES);
		expect((await readAll(source)).bytes.equals(content)).toBe(true);
	},
);

test('the start of a file in memory is enough to say what it is', async () => {
	const content = Buffer.from(Array.from({ length: 3 * PEEKED_BYTES }, (_, index) => index % 251));
	for (const length of [2, PEEKED_BYTES, 3 * PEEKED_BYTES]) {
		const bytes = content.subarray(0, length);
		const source = await openVideoSource(noStore, inMemory(bytes));
		const start = Buffer.from(await source.peek());

		expect(start.equals(bytes.subarray(0, start.length))).toBe(true);
		expect(start.length).toBeGreaterThanOrEqual(Math.min(length, PEEKED_BYTES));
	}
});

test('of a long file in memory, only the start is decoded to look at it', async () => {
	const source = await openVideoSource(noStore, inMemory(Buffer.alloc(1_000_000, 'abc')));
	expect((await source.peek()).length).toBeLessThan(100_000);
});

test('a file that n8n does not have any more', async () => {
	const cause = new Error('ENOENT: no such file');
	const helpers = { ...noStore, getBinaryMetadata: () => Promise.reject(cause) };
	const opening = openVideoSource(helpers, stored);

	await expect(opening).rejects.toMatchObject({
		message: "The video is not in n8n's storage any more",
		cure: 'n8n may have pruned it, or keep files in another place than when it was made. Run the step that brings the file again, then this one. The storage said: ENOENT: no such file',
		cause,
	});
});

describe('in n8n’s store', () => {
	/** A store that gives its file in these chunks, and counts what it opens and closes. */
	function storeOf(...chunks: Buffer[]) {
		return storeLike(chunks, { isAskedFor: false });
	}

	/** A store that gives its file in as large chunks as it is asked for, as that on a disk does. */
	function diskOf(content: Buffer) {
		return storeLike([content], { isAskedFor: true });
	}

	function storeLike(chunks: Buffer[], { isAskedFor }: { isAskedFor: boolean }) {
		const counts = { opened: 0, destroyed: 0 };
		const readSizes: unknown[] = [];
		const helpers = {
			...noStore,
			getBinaryMetadata: async () => ({
				fileSize: chunks.reduce((size, chunk) => size + chunk.byteLength, 0),
			}),
			getBinaryStream: async (_id: string, readBytes?: number) => {
				counts.opened++;
				readSizes.push(readBytes);
				const stream = Readable.from(isAskedFor ? cut(chunks, readBytes ?? Infinity) : chunks);
				stream.once('close', () => counts.destroyed++);
				return stream;
			},
		};
		return { counts, readSizes, open: async () => await openVideoSource(helpers, stored) };
	}

	test.each([
		[1, 512],
		[3, 512],
		[4, 384],
		[5, 307.2],
		[16, 96],
		[32, 64],
		[100, 64],
	])('of %d files that are open, the last is read %d KiB at a time', async (count, kib) => {
		const { readSizes, open } = storeOf(LARGE);
		const sources = await Promise.all(Array.from({ length: count }, open));
		for (const source of sources) await source.peek();
		for (const source of sources) source.close();

		expect(readSizes.at(-1)).toBe(Math.floor(kib * 1024));
	});

	test.each([
		[512 * 1024 + 1, 64 * 1024 + 1],
		[1024 * 1024, 128 * 1024],
		[4 * 1024 * 1024 - 8, READ_BYTES - 1],
		[5 * 1024 * 1024, READ_BYTES],
	])('a file of %d bytes is read %d bytes at a time', async (size, readBytes) => {
		const { readSizes, open } = storeOf(Buffer.alloc(size));
		const source = await open();
		await source.peek();
		source.close();

		expect(readSizes).toEqual([readBytes]);
	});

	test('every piece counts as sent', async () => {
		const { open } = storeOf(LARGE, Buffer.alloc(1000));
		jest.mocked(fillYoungGeneration).mockClear();
		const source = await open();
		await readAll(source);
		source.close();

		expect(jest.mocked(fillYoungGeneration).mock.calls.flat()).toEqual([
			...Array<number>(8).fill(READ_BYTES),
			1000,
		]);
	});

	test('a file is read less at a time when others were opened since the peek', async () => {
		const { counts, readSizes, open } = diskOf(LARGE);
		const sources = await Promise.all(Array.from({ length: 16 }, open));
		for (const source of sources) await source.peek();
		jest.mocked(fillYoungGeneration).mockClear();
		const [first, ...others] = sources;
		const read = first === undefined ? undefined : await readAll(first);

		expect(read?.bytes.equals(LARGE)).toBe(true);
		expect(readSizes.slice(16)).toEqual([96 * 1024]);
		// The piece that the peek has read, and the one that the stream has read ahead.
		expect(fillYoungGeneration).toHaveBeenNthCalledWith(1, 2 * READ_BYTES);

		const [last] = others.slice(-1);
		await last?.read().next();
		expect(readSizes).toHaveLength(17);
		for (const opened of sources) opened.close();
		await new Promise(setImmediate);
		expect(counts).toEqual({ opened: 17, destroyed: 17 });
	});

	test.each([
		['a whole file at once', [LARGE]],
		['small chunks', Array<Buffer>(512).fill(Buffer.alloc(8 * 1024))],
	])('from a storage that gives %s, whatever is asked for, it is not opened anew', async (_, chunks) => {
		const { counts, open } = storeOf(...chunks);
		const sources = await Promise.all(Array.from({ length: 16 }, open));
		for (const source of sources) await source.peek();
		for (const source of sources) expect((await readAll(source)).bytes.equals(LARGE)).toBe(true);
		for (const source of sources) source.close();

		expect(counts.opened).toBe(16);
	});

	test('the start of a file does not stay in memory while the rest is read', async () => {
		setFlagsFromString('--expose-gc');
		const collectGarbage = runInNewContext('gc') as () => void;
		const given: Array<WeakRef<ArrayBufferLike>> = [];
		const helpers = {
			...noStore,
			getBinaryMetadata: async () => ({ fileSize: LARGE.byteLength }),
			getBinaryStream: async () =>
				Readable.from(
					(function* () {
						for (let chunks = 0; chunks < 8; chunks++) {
							const chunk = Buffer.alloc(READ_BYTES);
							given.push(new WeakRef(chunk.buffer));
							yield chunk;
						}
					})(),
				),
		};
		const source = await openVideoSource(helpers, stored);
		await source.peek();
		const pass = source.read();
		for (let pieces = 0; pieces < 4; pieces++) await pass.next();
		await new Promise(setImmediate);
		collectGarbage();

		expect(given.length).toBeGreaterThan(3);
		expect(given[0]?.deref()).toBeUndefined();
		source.close();
	});

	test('a file that is closed counts no longer, nor does one that cannot be opened', async () => {
		const { readSizes, open } = storeOf(LARGE);
		const others = await Promise.all(Array.from({ length: 15 }, open));
		for (const other of others) await other.peek();
		for (const other of others) other.close();
		const helpers = {
			...noStore,
			getBinaryMetadata: async () => ({ fileSize: LARGE.byteLength }),
			getBinaryStream: async () => await Promise.reject(new Error('ENOENT')),
		};
		for (let times = 0; times < 15; times++) {
			const lost = await openVideoSource(helpers, stored);
			await expect(lost.peek()).rejects.toThrow('ENOENT');
			lost.close();
		}
		const source = await open();
		await source.peek();
		source.close();

		expect(readSizes.at(-1)).toBe(READ_BYTES);
	});

	test('a peek and the reading after it open the file once', async () => {
		const first = 'first'.padEnd(READ_BYTES);
		const { counts, open } = storeOf(Buffer.from(first), Buffer.from('second'));
		const source = await open();

		expect(Buffer.from(await source.peek()).toString()).toBe(first);
		expect(Buffer.from(await source.peek()).toString()).toBe(first);
		expect((await readAll(source)).bytes.toString()).toBe(`${first}second`);
		expect(counts.opened).toBe(1);
		expect((await readAll(source)).bytes.toString()).toBe(`${first}second`);
		expect(counts.opened).toBe(2);
	});

	test('many small chunks are enough to say what it is', async () => {
		const content = Buffer.alloc(READ_BYTES + 1, 'abc');
		const chunkOf = (_: unknown, index: number) => content.subarray(index * 256, (index + 1) * 256);
		const { counts, open } = storeOf(...Array.from({ length: Math.ceil(content.length / 256) }, chunkOf));
		const source = await open();

		expect(Buffer.from(await source.peek()).equals(content.subarray(0, PEEKED_BYTES))).toBe(true);
		expect((await readAll(source)).bytes.equals(content)).toBe(true);
		expect(counts.opened).toBe(1);
	});

	describe('a file that is read at once', () => {
		const content = Buffer.alloc(READ_BYTES, 'abc');

		function shortFile() {
			const read: unknown[] = [];
			const helpers = {
				...noStore,
				getBinaryMetadata: async () => ({ fileSize: content.byteLength }),
				getBinaryDataBuffer: async (...place: unknown[]) => {
					read.push(place);
					return content;
				},
			};
			return { read, open: async () => await openVideoSource(helpers, stored) };
		}

		test('comes from the field of its item, once for a peek and what follows', async () => {
			const { read, open } = shortFile();
			const source = await open();

			expect(Buffer.from(await source.peek()).equals(content)).toBe(true);
			expect((await readAll(source)).bytes.equals(content)).toBe(true);
			expect(read).toEqual([[2, 'video']]);
		});

		test('comes anew after it was closed, and from anywhere', async () => {
			const { read, open } = shortFile();
			const source = await open();
			await readAll(source);
			source.close();
			const chunks: Uint8Array[] = [];
			for await (const chunk of source.read(READ_BYTES - 2)) chunks.push(chunk);

			expect(Buffer.concat(chunks).toString()).toBe(content.subarray(-2).toString());
			expect(read).toHaveLength(2);
		});
	});

	test('one chunk of the whole file, as in database mode, is read in pieces', async () => {
		const content = Buffer.alloc(5_000_001, 'abc');
		const { open } = storeOf(content);
		const { bytes, longest } = await readAll(await open());

		expect(bytes.equals(content)).toBe(true);
		expect(longest).toBe(READ_BYTES);
	});

	/** More than a peek reads: a file that was read to its end closes by itself. */
	const longFile = Array<Buffer>(4).fill(Buffer.alloc(READ_BYTES));

	test('closing lets go of a file that was only peeked at', async () => {
		const { counts, open } = storeOf(...longFile);
		const source = await open();
		await source.peek();
		source.close();
		await new Promise(setImmediate);

		expect(counts).toEqual({ opened: 1, destroyed: 1 });
	});

	test('a file that is closed while it opens is let go of', async () => {
		const { counts, open } = storeOf(...longFile);
		const source = await open();
		const peeking = source.peek().catch(() => undefined);
		source.close();
		await peeking;
		await new Promise(setImmediate);

		expect(counts).toEqual({ opened: 1, destroyed: 1 });
	});
});
