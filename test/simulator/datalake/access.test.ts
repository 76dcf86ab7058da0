import { logLineOf } from '../requestLog';
import { closeSimulators, send, upload } from '../testClient';
import { call, openDatalake, uploadedVideo } from './datalakeClient';

afterEach(closeSimulators);

const requestId = expect.stringMatching(/^req_[0-9a-f]{32}$/) as string;

describe('the base paths', () => {
	it.each(['/serve/datalake/v1', '/datalake/v1'])('%s leads to the account', async (base) => {
		const target = await openDatalake();

		const answer = await call(target, 'GET', '/collections', { base });

		expect(answer).toMatchObject({ status: 200, json: { collections: [{ name: 'n8n' }] } });
	});

	it('lead to a default backend when they are not served', async () => {
		const target = await openDatalake({ servedBases: ['/datalake/v1'] });

		const answer = await call(target, 'GET', '/usage/balance');

		expect(answer).toMatchObject({ status: 404, text: 'default backend - 404' });
		expect(await call(target, 'GET', '/usage/balance', { base: '/datalake/v1' })).toMatchObject({
			status: 200,
		});
	});

	it('are not served beside the v1.1 page alone', async () => {
		const target = await openDatalake({}, { serveOnlyUploadPage: true });

		expect(await call(target, 'GET', '/usage/balance')).toMatchObject({ text: 'default backend - 404' });
	});

	it('know no other path', async () => {
		const target = await openDatalake();

		const answers = [await call(target, 'GET', '/nowhere'), await call(target, 'DELETE', '/collections')];

		expect(answers).toMatchObject([
			{ status: 404, json: { error: { code: 'not_found' } } },
			{ status: 404, json: { error: { code: 'not_found' } } },
		]);
	});

	it('leave the other generations as they are', async () => {
		const { simulator, datalake } = await openDatalake();

		expect(await upload(simulator)).toMatchObject({ json: { code: '0000' } });
		expect(await upload(simulator, { apiKey: 'sk-mai-simulator' })).toMatchObject({ json: { code: '9009' } });
		expect(datalake.journal).toEqual([]);
		expect(simulator.journal).toHaveLength(2);
	});
});

describe('the key', () => {
	it.each([
		['raw', 'sk-mai-simulator', 200],
		['raw', 'Bearer sk-mai-simulator', 401],
		['raw', 'sk-simulator', 401],
		['raw', '', 401],
		['bearer', 'sk-mai-simulator', 401],
		['bearer', 'Bearer sk-mai-simulator', 200],
		['bearer', 'Bearer sk-simulator', 401],
		['either', 'sk-mai-simulator', 200],
		['either', 'Bearer sk-mai-simulator', 200],
	] as const)('by the scheme "%s": "%s" gets %i', async (keyScheme, authorization, status) => {
		const target = await openDatalake({ switches: { keyScheme } });

		const answer = await call(target, 'GET', '/usage/balance', { apiKey: authorization });

		expect(answer.status).toBe(status);
		if (status === 401) {
			expect(answer.json).toEqual({
				error: {
					code: 'unauthorized',
					message: expect.stringContaining('Bearer') as string,
					request_id: requestId,
				},
			});
		}
	});

	it('may be outside its scope', async () => {
		const target = await openDatalake({ outOfScopeKeys: ['sk-mai-narrow'] });

		const answer = await call(target, 'GET', '/videos', { apiKey: 'sk-mai-narrow' });

		expect(answer).toMatchObject({ status: 403, json: { error: { code: 'forbidden' } } });
	});
});

describe('answers', () => {
	it('carry the request id, good or bad', async () => {
		const target = await openDatalake();

		const [good, bad] = [await call(target, 'GET', '/videos'), await call(target, 'GET', '/videos/vid_0')];

		expect(good.headers['x-request-id']).toEqual(requestId);
		expect(bad.json).toMatchObject({ error: { request_id: bad.headers['x-request-id'] } });
		expect(target.datalake.journal).toMatchObject([
			{ datalakeEndpoint: 'listVideos', requestId: good.headers['x-request-id'] },
			{ datalakeEndpoint: 'getVideo', requestId: bad.headers['x-request-id'] },
		]);
		expect(target.datalake.requestsTo('getVideo')).toHaveLength(1);
	});

	it('are dated by a clock that may be wrong', async () => {
		const target = await openDatalake({}, { dateNow: () => 0, world: { dateHeaderOffsetMs: 60_000 } });

		const { headers } = await call(target, 'GET', '/videos');

		expect(headers.date).toBe('Thu, 01 Jan 1970 00:01:00 GMT');
	});

	it('can be flat', async () => {
		const target = await openDatalake({ switches: { errorForm: 'flat' } });

		expect((await call(target, 'GET', '/videos/vid_0')).json).toEqual({
			code: 'not_found',
			message: 'video vid_0 not found',
			request_id: requestId,
		});
	});

	it.each([
		['bodyAndHeader', 5, '5'],
		['body', 5, undefined],
		['header', undefined, '5'],
		['nowhere', undefined, undefined],
	] as const)('say how long to wait: %s', async (retryAfterIn, inBody, inHeader) => {
		const target = await openDatalake({ switches: { retryAfterIn } });
		const id = await uploadedVideo(target);

		const { headers, json } = await call(target, 'GET', `/videos/${id}/summary`);

		expect((json.error as { retry_after?: number }).retry_after).toBe(inBody);
		expect(headers['retry-after']).toBe(inHeader);
	});
});

describe('money', () => {
	it('is there at first, and told for free', async () => {
		const target = await openDatalake({}, { dateNow: () => 1744905509814 });

		expect((await call(target, 'GET', '/usage/balance')).json).toEqual({
			currency: 'USD',
			balance_usd: 10,
			as_of: '2025-04-17T15:58:29.814Z',
		});
		expect(target.datalake.charges).toEqual([]);
	});

	it('is spent on indexing, search and reads', async () => {
		const target = await openDatalake({ balanceUsd: 1 });
		const id = await uploadedVideo(target, { fps: 2 });
		target.datalake.settle(id, 'ready');

		await call(target, 'GET', `/videos/${id}/title`);
		await call(target, 'GET', `/moments/${id}@0-10`);
		const search = { collection_id: target.collectionId, query: 'chair', targets: ['caption'] };
		await call(target, 'POST', '/search', { json: search });
		await call(target, 'POST', '/search', { json: { ...search, rerank: true } });

		expect(target.datalake.charges).toEqual([
			{ what: 'indexing', usd: 0.1, videoId: id },
			{ what: 'derivedRead', usd: 0.001, videoId: id },
			{ what: 'moment', usd: 0.008, videoId: id },
			{ what: 'search', usd: 0.008 },
			{ what: 'rerankedSearch', usd: 0.024 },
		]);
		expect(target.datalake.spentUsd).toBe(0.141);
		expect((await call(target, 'GET', '/usage/balance')).json).toMatchObject({ balance_usd: 0.859 });
	});

	it('may be needed for reads as well', async () => {
		const target = await openDatalake({ switches: { pricedReadsNeedBalance: true } });
		const id = await uploadedVideo(target);
		target.datalake.settle(id, 'ready');
		target.datalake.balanceUsd = 0;

		expect(await call(target, 'GET', `/videos/${id}/title`)).toMatchObject({ status: 402 });
		expect(await call(target, 'GET', `/videos/${id}`)).toMatchObject({ status: 200 });
		target.datalake.switches.pricedReadsNeedBalance = false;
		expect(await call(target, 'GET', `/videos/${id}/title`)).toMatchObject({ status: 200 });
	});
});

describe('the log', () => {
	it('names the code of an error', async () => {
		const lines: string[] = [];
		const { simulator } = await openDatalake({}, { onRequestEnd: (entry) => lines.push(logLineOf(entry)) });

		await send(simulator, 'GET', '/datalake/v1/videos');

		expect(lines).toEqual(['GET /datalake/v1/videos (key sk-…or, 0 B) -> 401 unauthorized']);
	});
});
