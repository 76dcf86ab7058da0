import { createHash } from 'node:crypto';
import { closeSimulators } from '../testClient';
import {
	askOffset,
	call,
	fetched,
	openDatalake,
	openSession,
	put,
	uploadFile,
	type TestDatalake,
} from './datalakeClient';

afterEach(closeSimulators);

const unit = 256 * 1024;
/** Two units and a bit. */
const file = Buffer.alloc(2 * unit + 100, 'a moving picture');
const sha256 = createHash('sha256').update(file).digest('hex');

/** Sends the bytes of the file from `start` up to `end`, both included. */
function putPart(url: string, start: number, end: number, headers?: Record<string, string>) {
	return put(url, `bytes ${start}-${end}/${file.length}`, file.subarray(start, end + 1), headers);
}

async function putAll(url: string): Promise<void> {
	await putPart(url, 0, unit - 1);
	await putPart(url, unit, 2 * unit - 1);
	await putPart(url, 2 * unit, file.length - 1);
}

function finalize(target: TestDatalake, videoId: string) {
	return call(target, 'POST', `/videos/${videoId}:finalize`);
}

describe('opening a session', () => {
	it('gives its address on an origin of its own, and what chunks to send', async () => {
		const target = await openDatalake();

		const { answer, url, videoId } = await openSession(target, { metadata: { title: 'long' } });

		expect(answer).toMatchObject({ status: 200, json: { video_id: videoId, chunk_size: 8 * 1024 ** 2 } });
		expect(new URL(url).origin).toBe(target.datalake.sessionHost.url);
		expect(new URL(url).origin).not.toBe(target.simulator.url);
		expect(target.datalake).toMatchObject({
			createdVideos: 0,
			videos: [],
			unfinishedUploads: [{ id: videoId, metadata: { title: 'long' } }],
		});
		expect(await call(target, 'GET', `/videos/${videoId}`)).toMatchObject({ status: 404 });
	});

	it('can be answered in other ways', async () => {
		const uploadUrl = 'http://storage.example/session';
		const target = await openDatalake({ switches: { chunkSize: undefined, uploadUrl, uploadIdField: 'id' } });

		expect((await openSession(target)).answer.json).toEqual({
			id: expect.stringMatching(/^vid_/) as string,
			upload_url: uploadUrl,
		});
	});

	it('is refused without balance, and for bad JSON', async () => {
		const target = await openDatalake({ balanceUsd: 0, switches: { tagsAtUpload: 'refused' } });

		expect((await openSession(target)).answer).toMatchObject({ status: 402 });
		expect((await openSession(target, { metadata: { tags: [] } })).answer).toMatchObject({
			status: 400,
			json: { error: { message: 'request body is not valid JSON' } },
		});
	});

	it('can show the video before it is finalized', async () => {
		const target = await openDatalake({ switches: { unfinishedUploads: 'shown' } });
		const { videoId } = await openSession(target);

		expect(await call(target, 'GET', `/videos/${videoId}`)).toMatchObject({ json: { status: 'processing' } });
	});

	it('goes on with the session of a known key, or opens another for the same video', async () => {
		const target = await openDatalake();
		const key = { idempotency_key: 'a' };
		const first = await openSession(target, key);

		const again = await openSession(target, key);
		target.datalake.switches.repeatedSession = 'new';
		const anew = await openSession(target, key);
		target.datalake.switches.repeatedSession = 'same';
		target.datalake.faults.next('askOffset', { kind: 'endSession', status: 410 });
		await askOffset(anew.url);
		const afterEnd = await openSession(target, key);

		expect(again).toMatchObject({ url: first.url, videoId: first.videoId });
		expect([anew.videoId, afterEnd.videoId]).toEqual([first.videoId, first.videoId]);
		expect(new Set([first.url, anew.url, afterEnd.url]).size).toBe(3);
		await putAll(afterEnd.url);
		expect(await finalize(target, first.videoId)).toMatchObject({ status: 202 });
	});

	it('is not needed for the key of a video that is there', async () => {
		const target = await openDatalake();
		const { json } = await uploadFile(target, { idempotency_key: 'a' });

		const { answer } = await openSession(target, { idempotency_key: 'a' });

		expect(answer).toMatchObject({ status: 200, json });
		expect(answer.json).not.toHaveProperty('upload_url');
	});
});

describe('a session', () => {
	it('takes the file chunk by chunk', async () => {
		const target = await openDatalake();
		const { url, videoId } = await openSession(target);

		const answers = [
			await askOffset(url),
			await putPart(url, 0, unit - 1),
			await askOffset(url, file.length),
			await putPart(url, unit, 2 * unit - 1),
			await putPart(url, 2 * unit, file.length - 1),
			await askOffset(url),
		];

		expect(answers.map(({ status }) => status)).toEqual([308, 308, 308, 308, 200, 200]);
		expect(answers.map(({ headers }) => headers.range)).toEqual([
			undefined,
			`bytes=0-${unit - 1}`,
			`bytes=0-${unit - 1}`,
			`bytes=0-${2 * unit - 1}`,
			undefined,
			undefined,
		]);
		expect(answers[4]?.json).toMatchObject({ size: String(file.length) });
		expect(target.datalake.sessionHost.sessions).toMatchObject([
			{
				videoId,
				keptBytes: file.length,
				total: file.length,
				sha256,
				chunks: [
					{
						contentRange: `bytes 0-${unit - 1}/${file.length}`,
						receivedBytes: unit,
						keptBefore: 0,
						status: 308,
					},
					{ receivedBytes: unit, keptBefore: unit, keptAfter: 2 * unit, status: 308 },
					{ receivedBytes: 100, keptBefore: 2 * unit, keptAfter: file.length, status: 200 },
				],
			},
		]);
		expect(target.datalake.sessionHost.journal).toHaveLength(6);
	});

	it('takes the file at once, with or without a range', async () => {
		const target = await openDatalake({ switches: { finalChunkStatus: 201 } });
		const [first, second] = [await openSession(target), await openSession(target)];

		expect(await put(first.url, undefined, file)).toMatchObject({ status: 201 });
		expect(await putPart(second.url, 0, file.length - 1)).toMatchObject({ status: 201 });
		expect(target.datalake.sessionHost.sessions).toMatchObject([{ sha256 }, { sha256 }]);
	});

	it('takes a file of a size that shows at the end only', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		await put(url, `bytes 0-${unit - 1}/*`, file.subarray(0, unit));
		const asked = await askOffset(url);
		const ended = await askOffset(url, unit);

		expect([asked.status, ended.status]).toEqual([308, 200]);
	});

	it('passes over what it has', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		await putPart(url, 0, unit - 1);

		expect(await putPart(url, 0, file.length - 1)).toMatchObject({ status: 200 });
		expect(target.datalake.sessionHost.sessions).toMatchObject([{ sha256, keptBytes: file.length }]);
	});

	it.each([
		[503, undefined],
		[400, undefined],
		[308, `bytes=0-${unit - 1}`],
	] as const)('answers a gap with %i', async (gapAnswer, range) => {
		const target = await openDatalake({ switches: { gapAnswer } });
		const { url } = await openSession(target);
		await putPart(url, 0, unit - 1);

		const { status, headers } = await putPart(url, 2 * unit, file.length - 1);

		expect({ status, range: headers.range }).toEqual({ status: gapAnswer, range });
		expect(target.datalake.sessionHost.sessions).toMatchObject([{ keptBytes: unit }]);
	});

	it('refuses a chunk that is no multiple of 256 KiB, or keeps as much as is one', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		const refused = await putPart(url, 0, unit + 4);
		const kept = await askOffset(url);
		target.datalake.switches.unevenChunks = 'cutDown';
		const cutDown = await putPart(url, 0, unit + 4);

		expect(refused).toMatchObject({ status: 400, text: expect.stringContaining('262144') as string });
		expect(kept.headers.range).toBeUndefined();
		expect(cutDown).toMatchObject({ status: 308, headers: { range: `bytes=0-${unit - 1}` } });
	});

	it.each([
		['bytes 0-9/10', 11],
		['bytes 0-10/10', 11],
		['bytes 5-4/10', 1],
		['0-9/10', 10],
		['bytes 0-9/20', 10],
	])('refuses %s with %i bytes', async (contentRange, bytes) => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		expect(await put(url, contentRange, file.subarray(0, bytes))).toMatchObject({ status: 400 });
		expect(await askOffset(url)).toMatchObject({ status: 308 });
	});

	it('refuses another total than before', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		await putPart(url, 0, unit - 1);

		expect(await askOffset(url, file.length + 1)).toMatchObject({ status: 400 });
	});

	it('refuses and records an API key', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		expect(target.datalake.sessionHost.authorizations).toEqual([]);

		const answer = await putPart(url, 0, unit - 1, { authorization: 'sk-mai-simulator' });

		expect(answer.status).toBe(401);
		expect(target.datalake.sessionHost.authorizations).toEqual(['sk-mai-simulator']);
		expect(target.datalake.sessionHost.sessions).toMatchObject([{ keptBytes: 0 }]);
	});

	it('is found by its whole address only', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		expect(await askOffset(url.slice(0, -1))).toMatchObject({ status: 404 });
		expect(await askOffset(url.replace('/o?', '/x?'))).toMatchObject({ status: 404 });
		expect(await fetched(url, { method: 'GET' })).toMatchObject({ status: 400 });
	});

	it('can be cancelled', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);

		expect(await fetched(url, { method: 'DELETE' })).toMatchObject({ status: 499 });
		expect(await putPart(url, 0, unit - 1)).toMatchObject({ status: 499 });
	});
});

describe('finalizing', () => {
	it.each([409, 400] as const)('is refused with %i while bytes are missing', async (earlyFinalizeStatus) => {
		const target = await openDatalake({ switches: { earlyFinalizeStatus } });
		const { url, videoId } = await openSession(target);
		await putPart(url, 0, unit - 1);

		expect(await finalize(target, videoId)).toMatchObject({
			status: earlyFinalizeStatus,
			json: { error: { code: 'upload_incomplete' } },
		});
		expect(target.datalake).toMatchObject({ createdVideos: 0, spentUsd: 0 });
	});

	it('makes the video, once', async () => {
		const target = await openDatalake();
		const { url, videoId } = await openSession(target);
		await putAll(url);

		const answers = [await finalize(target, videoId), await finalize(target, videoId)];

		expect(answers[0]).toMatchObject({ status: 202, json: { video_id: videoId, status: 'processing' } });
		expect(answers[1]?.json).toEqual(answers[0]?.json);
		expect(target.datalake).toMatchObject({
			createdVideos: 1,
			spentUsd: 0.05,
			videos: [{ id: videoId, bytes: file.length, sha256 }],
			unfinishedUploads: [],
		});
	});

	it('counts as an ingest', async () => {
		const target = await openDatalake({ switches: { maxIngestsInFlight: 1 } });
		await uploadFile(target);
		const { url, videoId } = await openSession(target);
		await putAll(url);

		expect(await finalize(target, videoId)).toMatchObject({ status: 429 });
		target.datalake.settle(String(target.datalake.videos[0]?.id), 'ready');
		expect(await finalize(target, videoId)).toMatchObject({ status: 202 });
	});

	it('needs a video', async () => {
		const target = await openDatalake();

		expect(await finalize(target, 'vid_0')).toMatchObject({ status: 404 });
	});
});
