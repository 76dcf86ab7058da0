import { openVideoSource, type VideoSource } from '../../../nodes/MemoriesAi/upload/videoSource';

const noStore = {
	getBinaryMetadata: () => Promise.reject(new Error('no store')),
	getBinaryStream: () => Promise.reject(new Error('no store')),
};

async function readAll(source: VideoSource, chunkBytes?: number) {
	const chunks: Uint8Array[] = [];
	for await (const chunk of source.read(chunkBytes)) chunks.push(chunk);
	return { bytes: Buffer.concat(chunks), longest: Math.max(0, ...chunks.map((chunk) => chunk.byteLength)) };
}

test.each([0, 1, 2, 3, 786_432, 786_433, 5_000_001])(
	'%d bytes in memory are read in pieces, exactly and as often as wanted',
	async (length) => {
		const bytes = Buffer.from(Array.from({ length: Math.min(length, 256) }, (_, index) => index));
		const content = Buffer.alloc(length, bytes.byteLength > 0 ? bytes : 0);
		const source = await openVideoSource(noStore, {
			data: content.toString('base64'),
			mimeType: 'video/mp4',
		});

		expect(source.size).toBe(length);
		const first = await readAll(source);
		expect(first.bytes.equals(content)).toBe(true);
		expect(first.longest).toBeLessThanOrEqual(1024 * 1024);
		expect((await readAll(source)).bytes.equals(content)).toBe(true);
		const small = await readAll(source, 64_000);
		expect(small.bytes.equals(content)).toBe(true);
		expect(small.longest).toBeLessThanOrEqual(64_000);
	},
);
