import { createServer, type IncomingHttpHeaders } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { Busboy } from '@fastify/busboy';
import FormData from 'form-data';
import { request } from 'undici';
import { Engine } from './support/engine';
import { inMemoryItem, sampleVideo, uploadParameters } from './support/uploads';

/** One part of a multipart body, as a server's parser sees it. */
interface Part {
	name: string;
	fileName?: string;
	mimeType?: string;
	content: string;
}

/** A server that keeps the parts of the last request, parsed by a library that knows neither encoder. */
async function startPartCollector() {
	let received: Part[] = [];
	const server = createServer((incoming, response) => {
		received = [];
		const parser = Busboy({ headers: incoming.headers as IncomingHttpHeaders & { 'content-type': string } });
		parser.on('field', (name, value) => received.push({ name, content: value }));
		parser.on('file', (name, stream, fileName, _encoding, mimeType) => {
			const chunks: Buffer[] = [];
			stream.on('data', (chunk: Buffer) => chunks.push(chunk));
			stream.on('end', () =>
				received.push({ name, fileName, mimeType, content: Buffer.concat(chunks).toString('base64') }),
			);
		});
		parser.on('finish', () => response.end('{"code":"0000","data":{"videoNo":"VI1"}}'));
		incoming.pipe(parser);
	});
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		parts: () => received,
		close: () => server.close(),
	};
}

let engine: Engine;
let collector: Awaited<ReturnType<typeof startPartCollector>>;

beforeAll(async () => {
	engine = await Engine.start();
	collector = await startPartCollector();
});
afterAll(() => {
	collector.close();
});

/** What form-data, the reference encoder, makes of the same fields. */
async function referenceParts(
	fields: ReadonlyArray<readonly [string, string]>,
	fileName: string,
	contentType: string,
): Promise<Part[]> {
	const form = new FormData();
	for (const [name, value] of fields) form.append(name, value);
	form.append('file', sampleVideo, { filename: fileName, contentType });
	await request(collector.url, { method: 'POST', headers: form.getHeaders(), body: form.getBuffer() });
	return collector.parts();
}

async function nodeParts(additionalFields: Record<string, string>, fileName: string, mimeType: string) {
	const run = await engine.runNode(
		uploadParameters({ additionalFields }),
		[inMemoryItem({ fileName, mimeType })],
		{ baseUrl: collector.url, apiKey: 'sk', apiVersion: 'v1.2' },
	);
	expect(run.status).toBe('success');
	return collector.parts();
}

describe('our form and form-data’s form parse to the same parts', () => {
	test.each([
		['a plain name', 'holiday.mp4', 'video/mp4'],
		['spaces', 'my summer holiday.mp4', 'video/mp4'],
		['quotes', 'the "best" video.mp4', 'video/mp4'],
		['non-ASCII', 'Zoë & 日本 🎬 – größer.mp4', 'video/mp4'],
		['semicolons and equals signs', 'a;b=c; filename=x.mp4', 'video/mp4'],
		['percent signs', '100%25 real.mp4', 'video/mp4'],
	])('file name with %s', async (_case, fileName, mimeType) => {
		const ours = await nodeParts({}, fileName, mimeType);
		const reference = await referenceParts([], fileName, mimeType);

		expect(ours).toEqual(reference);
		expect(ours[0]?.content).toBe(sampleVideo.toString('base64'));
	});

	test('text fields with quotes, line breaks, non-ASCII and repeated names', async () => {
		const prompt = 'Say "hello"\r\n--boundary\r\nContent-Type: x\r\n日本';
		const ours = await nodeParts(
			{ cameraModel: 'Ünïcode "42"', tags: 'one,zwei drei', videoTranscriptionPrompt: prompt },
			'a.mp4',
			'video/mp4',
		);
		const reference = await referenceParts(
			[
				['camera_model', 'Ünïcode "42"'],
				['tags', 'one'],
				['tags', 'zwei drei'],
				['video_transcription_prompt', prompt],
			],
			'a.mp4',
			'video/mp4',
		);

		expect(ours).toEqual(reference);
	});
});

test.each([
	['in the file name', 'a\r\nX-Injected: 1\r\n\r\nb.mp4', 'video/mp4', 'a X-Injected: 1 b.mp4', 'video/mp4'],
	['in the type', 'a.mp4', 'video/mp4\r\nX-Injected: 1', 'a.mp4', 'video/mp4'],
])('a line break %s cannot start a header', async (_case, fileName, mimeType, sentName, sentType) => {
	const parts = await nodeParts({}, fileName, mimeType);

	expect(parts).toEqual([
		{ name: 'file', fileName: sentName, mimeType: sentType, content: sampleVideo.toString('base64') },
	]);
});
