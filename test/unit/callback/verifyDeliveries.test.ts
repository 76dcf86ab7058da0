import { setMaxListeners } from 'events';
import { accepted, broken, refused, type Answer, type SentRequest } from '../support/fakeMemoriesAi';
import { accountOf, fakeTrigger, signedQuery } from '../support/fakeTrigger';
import { inVirtualTime } from '../support/virtualTime';

const parsed = { videoNo: 'VI1', status: 'PARSE' };
const oneVideo = accountOf({ VI1: 'PARSE' });

const many = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ videoNo: `VI${index}`, status: 'PARSE' }));

/** Deadlines in the tests' own time; Node's do not know of it. */
beforeEach(() => {
	jest.spyOn(AbortSignal, 'timeout').mockImplementation((milliseconds) => {
		const deadline = new AbortController();
		setMaxListeners(0, deadline.signal);
		setTimeout(() => deadline.abort(), milliseconds).unref();
		return deadline.signal;
	});
});
afterEach(() => jest.restoreAllMocks());

const listed = ({ sentJson }: SentRequest) =>
	sentJson as { size: number; video_no?: string; video_nos?: string[]; unique_id?: string };

describe('an unsigned call', () => {
	test('is taken when memories.ai knows the video, with memories.ai’s own word and no reference', async () => {
		const { call, requests } = fakeTrigger({}, oneVideo);
		const { events } = await call({ videoNo: 'VI1', status: 'FAIL', reference: 'x' });

		expect(events).toEqual([
			expect.objectContaining({ event: 'video.parsed', status: 'PARSE', verified: 'api' }),
		]);
		expect(events[0]).not.toHaveProperty('reference');
		expect(requests).toHaveLength(1);
		expect(requests[0]?.sentJson).toEqual({ page: 1, size: 10, video_no: 'VI1' });
	});

	test.each<[string, Record<string, unknown>, object, string]>([
		['about another video', {}, { ...parsed, videoNo: 'VI2' }, 'The account has no video of this number'],
		['about a task', {}, { taskId: 't', status: 'SUCCEEDED' }, 'The call is not signed'],
		['where signatures are asked for', { callbackCheck: 'signed' }, parsed, 'The call is not signed'],
	])('%s is refused', async (_case, parameters, body, msg) => {
		const { call, log } = fakeTrigger(parameters, oneVideo);

		expect(await call(body)).toMatchObject({ events: [], httpStatus: 403, answer: { code: 403, msg } });
		expect(log).toEqual([]);
	});

	test('without a status has it looked up, whatever is checked', async () => {
		const { call } = fakeTrigger({ callbackCheck: 'any' }, oneVideo);

		expect((await call({ videoNo: 'VI1' })).events).toEqual([
			expect.objectContaining({ status: 'PARSE', verified: 'api' }),
		]);
	});

	test('is looked for in the part of the account that the trigger names', async () => {
		const { call, requests } = fakeTrigger({ eventOptions: { uniqueId: ' team-a ' } }, oneVideo);
		await call(parsed);

		expect(requests.map((request) => listed(request).unique_id)).toEqual(['team-a']);
	});

	test('of several videos is asked about in one request, and those of the account pass', async () => {
		const { call, requests } = fakeTrigger({}, accountOf({ VI1: 'PARSE', VI2: 'FAIL' }));
		const { events } = await call([...many(3), parsed]);

		expect(events.map(({ videoNo, status }) => [videoNo, status])).toEqual([
			['VI1', 'PARSE'],
			['VI2', 'FAIL'],
			['VI1', 'PARSE'],
		]);
		expect(requests.map((request) => request.sentJson)).toEqual([
			{ page: 1, size: 3, video_nos: ['VI0', 'VI1', 'VI2'] },
		]);
	});
});

describe('a server that answers a question about several otherwise', () => {
	const asked = (requests: readonly SentRequest[]) =>
		requests.map((request) => listed(request).video_nos?.length ?? listed(request).video_no);
	const entries = (...videoNos: string[]) =>
		videoNos.map((videoNo) => ({ video_no: videoNo, status: 'PARSE' }));

	test('with others: is asked about each, and about several no more', async () => {
		const answer = (request: SentRequest): Answer =>
			listed(request).video_nos === undefined
				? accountOf({ VI1: 'PARSE' })(request)
				: accepted({ videos: entries('VI7', 'VI0'), total_count: 2 });
		const { call, requests } = fakeTrigger({}, answer);
		const { events } = await call(many(3));

		expect(events.map(({ videoNo }) => videoNo)).toEqual(['VI0', 'VI1']);
		expect(asked(requests)).toEqual([3, 'VI2', 'VI1']);
		requests.length = 0;
		await call(many(2));
		expect(asked(requests).sort()).toEqual(['VI0', 'VI1']);
	});

	test('with a part of them: is asked about each of the rest', async () => {
		const answer = (request: SentRequest): Answer =>
			listed(request).video_nos === undefined
				? accountOf({ VI1: 'PARSE' })(request)
				: accepted({ videos: entries('VI0'), total_count: 2 });
		const { call, requests } = fakeTrigger({}, answer);
		const { events } = await call(many(3));

		expect(events.map(({ videoNo }) => videoNo)).toEqual(['VI0', 'VI1']);
		expect(asked(requests)).toEqual([3, 'VI2', 'VI1']);
	});
});

describe('a call ahead of what memories.ai says', () => {
	const late = (parsedAfter: number) => (_request: SentRequest, index: number) =>
		accountOf({ VI1: index < parsedAfter ? 'UNPARSE' : 'PARSE' })(_request);

	test.each([['PARSE'], ['FAIL']])(
		'that says %s is confirmed once memories.ai knows more',
		async (status) => {
			const { call, requests } = fakeTrigger({}, late(2));
			const { events } = await inVirtualTime(async () => await call({ videoNo: 'VI1', status }));

			expect(events).toEqual([expect.objectContaining({ status: 'PARSE', verified: 'api' })]);
			expect(requests.map(({ at }) => Math.round(at - (requests[0]?.at ?? 0)))).toEqual([0, 2_000, 4_000]);
		},
	);

	test('gets memories.ai’s word when the time is over', async () => {
		const { call, requests } = fakeTrigger({}, late(Infinity));
		const { events } = await inVirtualTime(async () => await call(parsed));

		expect(events).toEqual([expect.objectContaining({ event: 'video.unparsed', status: 'UNPARSE' })]);
		expect(requests).toHaveLength(4);
	});

	test.each([['UNPARSE'], ['NEW_WORD']])('is none when it says %s', async (status) => {
		const { call, requests } = fakeTrigger({}, late(Infinity));
		await inVirtualTime(async () => await call({ videoNo: 'VI1', status }));

		expect(requests).toHaveLength(1);
	});
});

describe('a memories.ai that gives no answer', () => {
	const comeAgain = {
		events: [],
		httpStatus: 503,
		headers: { 'Retry-After': '60' },
		answer: { code: 503, msg: 'memories.ai could not be asked about the video', data: null },
	};
	const silent = async ({ signal }: SentRequest) =>
		await new Promise<Answer>((resolve) =>
			signal?.addEventListener('abort', () => resolve(broken('ERR_CANCELED'))),
		);

	test('is waited for for six seconds', async () => {
		const { call, log } = fakeTrigger({}, silent);
		let tookMs = 0;
		const reception = await inVirtualTime(async () => {
			const startedAt = performance.now();
			const answered = await call(parsed);
			tookMs = performance.now() - startedAt;
			return answered;
		});

		expect(reception).toEqual(comeAgain);
		expect(tookMs).toBe(6_000);
		expect(log).toHaveLength(1);
	});

	test.each<[string, Answer]>([
		['refuses', refused('0429')],
		['is down', { statusCode: 502, body: '' }],
	])('and %s stands in the log', async (_case, answer) => {
		const { call, log } = fakeTrigger({}, () => answer);

		expect(await call(parsed)).toEqual(comeAgain);
		expect(log).toEqual([expect.stringMatching(/^warn: Memories.ai Trigger: /)]);
	});

	test('does not take back what is known of the other videos', async () => {
		const answer = (request: SentRequest): Answer => {
			if (listed(request).video_nos === undefined) return refused('0001');
			return accepted({ videos: [{ video_no: 'VI0', status: 'PARSE' }], total_count: 1 });
		};
		const { call } = fakeTrigger({}, answer);

		expect((await call(many(2))).events.map(({ videoNo }) => videoNo)).toEqual(['VI0']);
	});
});

describe('a signed call', () => {
	const order = { reference: 'order-1', uniqueId: 'team-a' };

	test('is taken at its word, with the reference, and costs no request', async () => {
		const { call, requests } = fakeTrigger({ callbackCheck: 'signed' }, oneVideo);
		const { events } = await call({ ...parsed, status: 'FAIL' }, { query: signedQuery(order) });

		expect(events).toEqual([
			expect.objectContaining({ status: 'FAIL', verified: 'signature', reference: 'order-1' }),
		]);
		expect(requests).toEqual([]);
	});

	test.each<[string, object, object, string]>([
		['with Confirm Status', { confirmStatus: true }, { videoNo: 'VI1', status: 'FAIL' }, 'PARSE'],
		['without a status', {}, { videoNo: 'VI1' }, 'PARSE'],
	])('%s has it looked up in the part of the link', async (_case, eventOptions, body, status) => {
		const { call, requests } = fakeTrigger({ callbackCheck: 'signed', eventOptions }, oneVideo);
		const { events } = await call(body, { query: signedQuery(order) });

		expect(events).toEqual([
			expect.objectContaining({ status, verified: 'signature', reference: 'order-1' }),
		]);
		expect(requests.map((request) => listed(request).unique_id)).toEqual(['team-a']);
	});

	test('about a task needs no look with Confirm Status either', async () => {
		const { call, requests } = fakeTrigger({ eventOptions: { confirmStatus: true } }, oneVideo);
		const query = signedQuery({ ...order, kind: 'importTask' });

		expect((await call({ taskId: 't', status: 'SUCCEEDED' }, { query })).events).toEqual([
			expect.objectContaining({ event: 'task.succeeded', verified: 'signature' }),
		]);
		expect(requests).toEqual([]);
	});

	test('about a second video counts as unsigned for that one', async () => {
		const query = signedQuery(order);
		const { call, requests } = fakeTrigger({}, oneVideo);
		const { events } = await call([{ ...parsed, videoNo: 'VI0' }, parsed], { query });

		expect(events.map(({ videoNo, verified, reference }) => [videoNo, verified, reference])).toEqual([
			['VI0', 'signature', 'order-1'],
			['VI1', 'api', undefined],
		]);
		expect(requests.map((request) => listed(request).unique_id)).toEqual([undefined]);
	});

	test('of a thousand videos is asked about at most ten that its link does not vouch for', async () => {
		const { call, requests } = fakeTrigger({}, oneVideo);
		await call(many(1_000), { query: signedQuery() });

		expect(requests.map((request) => listed(request).size)).toEqual([10]);
	});
});

describe('the key of the trigger', () => {
	const forged = `?mai=${'A'.repeat(60)}`;

	test('is read once for calls in quick succession, forged ones too', async () => {
		const { call, credentialReads } = fakeTrigger({ callbackCheck: 'signed' });
		for (const query of [signedQuery(), forged, forged, signedQuery()]) await call(parsed, { query });

		expect(credentialReads()).toBe(1);
	});

	test('is not read for what holds no link', async () => {
		const { call, credentialReads } = fakeTrigger({ callbackCheck: 'signed' });
		await call(parsed, { query: '?a=b' });

		expect(credentialReads()).toBe(0);
	});

	test.each<[string, number, string, number]>([
		['an old link, right away', 0, 'sk-test', 200],
		['an old link, a minute later', 60_000, 'sk-test', 403],
		['a new link, right away', 4_999, 'sk-other', 403],
		['a new link, five seconds later', 5_000, 'sk-other', 200],
	])('changes: %s', async (_case, laterMs, apiKey, httpStatus) => {
		const { call, account } = fakeTrigger({ callbackCheck: 'signed' });
		const answered = await inVirtualTime(async () => {
			await call(parsed, { query: signedQuery() });
			account.apiKey = 'sk-other';
			await new Promise((resolve) => setTimeout(resolve, laterMs));
			return await call(parsed, { query: signedQuery({ apiKey }) });
		});
		expect(answered.httpStatus).toBe(httpStatus);
	});

	test('is read again after it could not be', async () => {
		const { call, account } = fakeTrigger({ callbackCheck: 'signed' });
		account.apiKey = '';
		await call(parsed, { query: signedQuery() });
		account.apiKey = 'sk-test';

		expect(await call(parsed, { query: signedQuery() })).toMatchObject({ httpStatus: 200 });
	});

	test.each([
		[undefined, 30 - 0.001, 200],
		[undefined, 30 + 0.001, 403],
		['1', 1 - 0.001, 200],
		[1, 1 + 0.001, 403],
		[0, 0.001, 403],
		['', 29, 200],
	])('Links Are Good For %j: after %d days %d', async (linksGoodFor, days, httpStatus) => {
		const { call } = fakeTrigger({ callbackCheck: 'signed', eventOptions: { linksGoodFor } });
		const query = signedQuery();
		jest.spyOn(Date, 'now').mockReturnValue(Date.now() + days * 86_400_000);

		expect((await call(parsed, { query })).httpStatus).toBe(httpStatus);
	});
});

describe('Include Details', () => {
	const parameters = { callbackCheck: 'any', eventOptions: { includeDetails: true } };

	test('adds what memories.ai knows, from the part of the link', async () => {
		const { call, requests } = fakeTrigger(parameters, oneVideo);
		const { events } = await call(parsed, { query: signedQuery({ uniqueId: 'team-a' }) });

		expect(events[0]).toMatchObject({ video: { videoNo: 'VI1', name: 'name of VI1', status: 'PARSE' } });
		expect(events[0]).not.toHaveProperty('detailsMissing');
		expect(requests.map(({ endpoint, qs }) => [endpoint, qs])).toEqual([
			['get_metadata', { video_no: 'VI1', unique_id: 'team-a' }],
		]);
	});

	test('of more than 20 videos, or of none, is said', async () => {
		const { call, requests } = fakeTrigger(parameters, oneVideo);
		const query = signedQuery({ kind: 'importTask' });
		const { events } = await call(
			many(22).map((delivery) => ({ ...delivery, taskId: 't' })),
			{ query },
		);

		expect(events[0]?.detailsMissing).toBe('The account has no video of this number');
		expect(events[1]).toMatchObject({ video: { videoNo: 'VI1' } });
		expect(events[19]?.detailsMissing).toBe('The account has no video of this number');
		expect(events[20]?.detailsMissing).toBe('Only the first 20 videos of a call have them');
		expect(requests.filter(({ endpoint }) => endpoint === 'get_metadata')).toHaveLength(20);
	});

	test('that are not answered are not waited for after the deadline', async () => {
		let underWay = 0;
		let mostUnderWay = 0;
		const { call, requests, log } = fakeTrigger(parameters, async ({ signal }) => {
			mostUnderWay = Math.max(mostUnderWay, ++underWay);
			return await new Promise<Answer>((resolve) =>
				signal?.addEventListener('abort', () => resolve(broken('ERR_CANCELED'))),
			);
		});
		const { events } = await inVirtualTime(async () => await call(many(10)));

		expect(events.map(({ detailsMissing }) => detailsMissing)).toEqual(
			Array(10).fill('memories.ai did not give them in time'),
		);
		expect(mostUnderWay).toBe(4);
		expect(requests).toHaveLength(4);
		expect(log).toHaveLength(4);
	});

	test('of a task are its videos', async () => {
		const { call, requests } = fakeTrigger(parameters, () =>
			accepted({ videos: [{ video_no: 'VI1', status: 'PARSE' }] }),
		);
		const { events } = await call({ taskId: 't', status: 'SUCCEEDED' });

		expect(events[0]).toMatchObject({ task: { taskId: 't', videos: [{ videoNo: 'VI1' }] } });
		expect(events[0]).not.toHaveProperty('detailsMissing');
		expect(requests.map(({ endpoint, qs }) => [endpoint, qs])).toEqual([
			['get_video_ids_by_task_id', { task_id: 't' }],
		]);
	});

	test('of an account that cannot be reached are missing, and the event comes', async () => {
		const { call, account, log } = fakeTrigger(parameters, oneVideo);
		account.baseUrl = 'nonsense';

		expect((await call(parsed)).events).toEqual([
			expect.objectContaining({ detailsMissing: 'memories.ai did not give them in time' }),
		]);
		expect(log).toHaveLength(1);
	});
});

test('v1.1 is asked about each video by itself, and knows no parts', async () => {
	const { call, account, requests } = fakeTrigger(
		{ eventOptions: { uniqueId: 'team-a' } },
		accountOf({ VI0: 'PARSE', VI1: 'PARSE' }),
	);
	account.apiVersion = 'v1.1';
	const { events } = await call(many(2));

	expect(events).toHaveLength(2);
	expect(requests.map((request) => request.sentJson)).toEqual([
		{ page: 1, size: 10, video_no: 'VI0' },
		{ page: 1, size: 10, video_no: 'VI1' },
	]);
});
