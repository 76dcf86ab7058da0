import { closeSimulators } from '../testClient';
import { call, connectionError, openDatalake, openSession, put, until, uploadFile } from './datalakeClient';

afterEach(closeSimulators);

const unit = 256 * 1024;
const chunk = Buffer.alloc(4 * unit, 'chunk');

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
	it('answers as a gateway that lost the server, the video made or not', async () => {
		const target = await openDatalake();
		const html = { kind: 'http', status: 504, body: '<html></html>' } as const;
		target.datalake.faults.next('uploadFile', html);
		target.datalake.faults.next('uploadFile', { ...html, createVideo: true });

		expect(await uploadFile(target)).toMatchObject({ status: 504, text: '<html></html>' });
		expect(target.datalake.createdVideos).toBe(0);
		expect(await uploadFile(target)).toMatchObject({ status: 504, text: '<html></html>' });
		expect(target.datalake.createdVideos).toBe(1);
	});

	it('alters answers, and gives them late', async () => {
		const target = await openDatalake();
		target.datalake.faults.next('getBalance', { kind: 'alteredAnswer', alter: () => 'null' });
		target.datalake.faults.next('getBalance', { kind: 'lateAnswer', by: 'held' });

		expect(await call(target, 'GET', '/usage/balance')).toMatchObject({ status: 200, text: 'null' });
		const late = call(target, 'GET', '/usage/balance');
		await until(() => target.datalake.journal[1]?.isBodyWhole === true);
		target.simulator.releaseAnswers();

		expect(await late).toMatchObject({ status: 200, json: { currency: 'USD' } });
	});

	it('happens anywhere, where nothing is served too', async () => {
		const target = await openDatalake({ servedBases: [] });
		target.datalake.faults.next('anywhere', { kind: 'http', status: 503 });

		expect(await call(target, 'GET', '/usage/balance')).toMatchObject({ status: 503 });
		expect(await call(target, 'GET', '/usage/balance')).toMatchObject({ status: 404 });
	});

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
