import { Readable } from 'node:stream';
import { request } from 'undici';
import { closeSimulators } from '../testClient';
import {
	askOffset,
	call,
	connectionError,
	openDatalake,
	openSession,
	put,
	until,
	uploadFile,
} from './datalakeClient';

afterEach(closeSimulators);

const unit = 256 * 1024;
const chunk = Buffer.alloc(4 * unit, 'chunk');
const total = 8 * unit;

const putChunk = (url: string, start = 0) =>
	put(url, `bytes ${start}-${start + chunk.length - 1}/${total}`, chunk);

describe('the switchboard', () => {
	it('serves faults in order, to their endpoint only', async () => {
		const target = await openDatalake();
		const { faults } = target.datalake;
		faults.next('uploadFile', { kind: 'refusal', status: 429, code: 'rate_limited', retryAfterS: 7 });
		faults.next('uploadFile', { kind: 'http', status: 502, body: '<html>' }, { times: 2 });

		expect(await call(target, 'GET', '/videos')).toMatchObject({ status: 200 });
		const answers = [];
		for (let count = 0; count < 4; count++) answers.push(await uploadFile(target));

		expect(answers).toMatchObject([
			{
				status: 429,
				headers: { 'retry-after': '7' },
				json: { error: { code: 'rate_limited', retry_after: 7 } },
			},
			{ status: 502, text: '<html>' },
			{ status: 502 },
			{ status: 202 },
		]);
		expect(target.datalake.createdVideos).toBe(1);
	});

	it('serves a fault every so often', async () => {
		const target = await openDatalake();
		target.datalake.faults.always('getBalance', { kind: 'http', status: 500 }, { every: 3 });

		const statuses = [];
		for (let count = 0; count < 6; count++) {
			statuses.push((await call(target, 'GET', '/usage/balance')).status);
		}
		target.datalake.faults.clear();
		for (let count = 0; count < 3; count++) {
			statuses.push((await call(target, 'GET', '/usage/balance')).status);
		}

		expect(statuses).toEqual([200, 200, 500, 200, 200, 500, 200, 200, 200]);
	});
});

describe('faults of the API', () => {
	it.each(['dropAfterBody', 'silentAfterBody'] as const)(
		'%s: the key sent again ends in one video',
		async (kind) => {
			const target = await openDatalake();
			target.datalake.faults.next('uploadFile', { kind, createVideo: true });
			const key = { idempotency_key: 'a' };
			const unanswered = uploadFile(target, key).catch((error: unknown) => error);
			await until(() => target.datalake.createdVideos === 1);

			const again = await uploadFile(target, key);

			expect(again).toMatchObject({ status: 200, json: { video_id: target.datalake.videos[0]?.id } });
			expect(target.datalake.createdVideos).toBe(1);
			await target.simulator.close();
			expect(await unanswered).toMatchObject(connectionError);
		},
	);

	it('loses an answer before anything is stored', async () => {
		const target = await openDatalake();
		target.datalake.faults.next('uploadFile', { kind: 'dropAfterBody', createVideo: false });

		await expect(uploadFile(target)).rejects.toMatchObject(connectionError);
		expect(target.datalake.createdVideos).toBe(0);
	});

	it('breaks in the body', async () => {
		const target = await openDatalake();
		target.datalake.faults.next('uploadFile', { kind: 'dropMidBody', afterBytes: 100_000 });

		const outcome = uploadFile(target, {}, { content: Buffer.alloc(4_000_000) });

		await expect(outcome).rejects.toMatchObject(connectionError);
		expect(target.datalake.journal).toMatchObject([{ aborted: true }]);
		expect(target.datalake.journal[0]?.file).toBeUndefined();
	});

	it('stops the JSON half way although the video exists', async () => {
		const target = await openDatalake();
		target.datalake.faults.next('uploadFile', { kind: 'truncatedJson' });

		const answer = await uploadFile(target);

		expect(answer).toMatchObject({ status: 202, json: {} });
		expect(answer.text).toMatch(/^\{"video_id"/);
		expect(target.datalake.createdVideos).toBe(1);
	});

	it('refuses before the body has come', async () => {
		const target = await openDatalake();
		target.datalake.faults.next('uploadFile', { kind: 'earlyRefusal', status: 413, body: 'too large' });

		expect(await uploadFile(target)).toMatchObject({ status: 413, text: 'too large' });
		expect(target.datalake.createdVideos).toBe(0);
	});

	it('loses the answer to finalize', async () => {
		const target = await openDatalake();
		const { url, videoId } = await openSession(target);
		await put(url, undefined, chunk);
		target.datalake.faults.next('finalize', { kind: 'dropAfterBody', createVideo: true });
		const finalize = () => call(target, 'POST', `/videos/${videoId}:finalize`);

		await expect(finalize()).rejects.toMatchObject(connectionError);
		expect(await finalize()).toMatchObject({ status: 202, json: { video_id: videoId } });
		expect(target.datalake.createdVideos).toBe(1);
	});
});

describe('faults of the session host', () => {
	it.each([true, false])('breaks in a chunk, and keeps whole units: %s', async (keepsBrokenChunks) => {
		const target = await openDatalake({ switches: { keepsBrokenChunks } });
		const { url } = await openSession(target);
		target.datalake.faults.next('putChunk', { kind: 'dropMidBody', afterBytes: 3 * unit });

		await expect(putChunk(url)).rejects.toMatchObject(connectionError);

		const { status, headers } = await askOffset(url);
		const kept = target.datalake.sessionHost.sessions[0]?.keptBytes ?? NaN;
		expect(status).toBe(308);
		expect(headers.range).toBe(kept === 0 ? undefined : `bytes=0-${kept - 1}`);
		expect(kept % unit).toBe(0);
		expect(kept).toBeLessThan(4 * unit);
		expect(kept > 0).toBe(keepsBrokenChunks);
	});

	it('stops writing what still arrives once it has said how far it is', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		const [session] = target.datalake.sessionHost.sessions;
		let release: (() => void) | undefined;
		const released = new Promise<void>((resolve) => (release = resolve));
		async function* slowChunk() {
			yield chunk.subarray(0, 2 * unit);
			await released;
			yield chunk.subarray(2 * unit);
		}
		const headers = { 'content-range': `bytes 0-${chunk.length - 1}/${total}` };
		const slow = request(url, { method: 'PUT', headers, body: Readable.from(slowChunk()) });
		const outcome = slow.catch((error: unknown) => error);
		await until(() => session?.keptBytes === 2 * unit);

		const asked = await askOffset(url);
		release?.();
		expect(await outcome).toMatchObject(connectionError);
		const rest = await put(url, `bytes ${2 * unit}-${total - 1}/${total}`, Buffer.alloc(6 * unit));

		expect(asked.headers.range).toBe(`bytes=0-${2 * unit - 1}`);
		expect(rest.status).toBe(200);
		expect(session?.keptBytes).toBe(total);
	});

	it('loses the answer to a chunk that it has kept', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		target.datalake.faults.next('putChunk', { kind: 'dropAfterBody', createVideo: true });

		await expect(putChunk(url)).rejects.toMatchObject(connectionError);
		expect((await askOffset(url)).headers.range).toBe(`bytes=0-${chunk.length - 1}`);
	});

	it('keeps less than it got', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		target.datalake.faults.next('putChunk', { kind: 'keepLess', bytes: 2 * unit + 5 });

		expect(await putChunk(url)).toMatchObject({ status: 308, headers: { range: `bytes=0-${2 * unit - 1}` } });
		expect(await putChunk(url, 2 * unit)).toMatchObject({ headers: { range: `bytes=0-${6 * unit - 1}` } });
	});

	it('leaves out the range', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		target.datalake.faults.next('putChunk', { kind: 'noRange' });

		const { status, headers } = await putChunk(url);

		expect({ status, range: headers.range }).toEqual({ status: 308, range: undefined });
		expect((await askOffset(url)).headers.range).toBe(`bytes=0-${chunk.length - 1}`);
	});

	it.each([404, 410] as const)('ends the session with %i', async (status) => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		await putChunk(url);
		target.datalake.faults.next('putChunk', { kind: 'endSession', status });

		expect(await putChunk(url, chunk.length)).toMatchObject({ status });
		expect(await askOffset(url)).toMatchObject({ status });
		expect(target.datalake.sessionHost.sessions).toMatchObject([
			{ endedWith: status, keptBytes: chunk.length },
		]);
	});

	it('is out of order, or keeps nothing of what it does not answer', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		const { faults } = target.datalake;
		faults.next('putChunk', { kind: 'http', status: 503 });
		faults.next('putChunk', { kind: 'refusal', status: 429, code: 'rate_limited', message: 'slow down' });
		faults.next('putChunk', { kind: 'dropAfterBody', createVideo: false });

		expect(await putChunk(url)).toMatchObject({ status: 503 });
		expect(await putChunk(url)).toMatchObject({ status: 429, text: 'slow down' });
		await expect(putChunk(url)).rejects.toMatchObject(connectionError);
		expect((await askOffset(url)).headers.range).toBeUndefined();
	});

	it('is slow, or silent', async () => {
		const target = await openDatalake();
		const { url } = await openSession(target);
		const { faults, sessionHost } = target.datalake;
		faults.next('putChunk', { kind: 'slowReader', bytesPerSecond: 50_000_000 });
		faults.next('putChunk', { kind: 'silentAfterBody', createVideo: true });

		expect(await putChunk(url)).toMatchObject({ status: 308 });
		const outcome = putChunk(url, 4 * unit).catch((error: unknown) => error);
		await until(() => sessionHost.sessions[0]?.sha256 !== undefined);
		await target.simulator.close();

		expect(await outcome).toMatchObject(connectionError);
		expect(sessionHost.journal[1]?.answer).toBeUndefined();
	});
});
