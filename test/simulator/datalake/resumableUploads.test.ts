import { closeSimulators } from '../testClient';
import { askOffset, call, openDatalake, openSession, uploadFile, type TestDatalake } from './datalakeClient';
import { file, putAll, putPart, sha256, unit } from './testFile';

afterEach(closeSimulators);

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
		expect((await call(target, 'GET', '/videos')).json.videos).toHaveLength(1);
		target.datalake.switches.unfinishedUploads = 'hidden';
		expect((await call(target, 'GET', '/videos')).json.videos).toHaveLength(0);
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

	it('gives the video that the key has made in one request meanwhile', async () => {
		const target = await openDatalake();
		const key = { idempotency_key: 'a' };
		const { url, videoId } = await openSession(target, key);
		await putAll(url);
		const { json } = await uploadFile(target, key);

		expect(json.video_id).not.toBe(videoId);
		expect(await uploadFile(target, key)).toMatchObject({ json });
		expect(await finalize(target, videoId)).toMatchObject({ json });
		expect(target.datalake.createdVideos).toBe(1);
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
