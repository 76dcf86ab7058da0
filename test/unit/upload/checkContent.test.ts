import { readFileSync } from 'node:fs';
import path from 'node:path';
import { checkContent } from '../../../nodes/MemoriesAi/upload/checkContent';
import { testNode } from '../testNode';

/** A source that counts how much of it was read. */
function sourceOf(...chunks: Buffer[]) {
	const source = {
		size: 0,
		read: 0,
		closed: 0,
		async *readChunks() {
			for (const chunk of chunks) {
				source.read++;
				yield chunk;
			}
		},
	};
	return {
		counts: source,
		video: {
			size: 0,
			read: () => source.readChunks(),
			close: () => {
				source.closed++;
			},
		},
	};
}

const check = async (start: string | Buffer) => {
	const { video } = sourceOf(Buffer.from(start));
	await checkContent(testNode, 2, { fileName: 'a.mp4', mimeType: 'video/mp4' }, video);
};

test.each([
	['<!DOCTYPE html><html>', 'a web page'],
	['\uFEFF\n  <html lang="en">', 'a web page'],
	['<?xml version="1.0"?><Error><Code>NoSuchKey</Code>', 'a web page'],
	['{"error":{"code":404}}', 'JSON'],
	['[{"a":1}]', 'JSON'],
	['%PDF-1.7', 'a PDF document'],
	['PK\u0003\u0004....', 'a ZIP archive'],
	[Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'a PNG image'],
	[Buffer.from([0xff, 0xd8, 0xff, 0xe0]), 'a JPEG image'],
])('%j is refused as %s', async (start, content) => {
	await expect(check(start)).rejects.toThrow(`The file 'a.mp4' contains ${content}, not a video [Item 2]`);
});

const sample = readFileSync(path.resolve(__dirname, '../../fixtures/sample.mp4'));

test.each([
	['mp4', sample],
	['mov', Buffer.from('\u0000\u0000\u0000\u0014ftypqt  ')],
	['avi', Buffer.from('RIFF....AVI LIST')],
	['mkv', Buffer.from([0x1a, 0x45, 0xdf, 0xa3])],
	['transport stream', Buffer.from('G@\u0011\u0010')],
	['something unknown', Buffer.from('plain words')],
])('%s is taken', async (_case, start) => {
	await expect(check(start)).resolves.toBeUndefined();
});

test('only the first piece is read, and the source is closed', async () => {
	const { counts, video } = sourceOf(sample, sample, sample);
	await checkContent(testNode, 0, { fileName: 'a.mp4', mimeType: 'video/mp4' }, video);

	expect(counts).toMatchObject({ read: 1, closed: 1 });
});
