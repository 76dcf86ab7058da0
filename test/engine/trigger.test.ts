import { startSimulator, type Simulator } from '../simulator/simulator';
import { Engine, type Delivery, type TestCredential } from './support/engine';
import { apiKey, credentialFor, storedItem, uploadParameters, uploadsOf } from './support/uploads';

const documentedV11 = {
	videoNo: 'mavi_video_554046065381212160',
	clientId: 'd7a7427b502df6c8e31de003675b7b77',
	status: 'PARSE',
};

let engine: Engine;
let simulator: Simulator;

beforeAll(async () => {
	engine = await Engine.start();
});
beforeEach(async () => {
	simulator = await startSimulator({ seedDocumentedVideos: true });
});
afterEach(async () => {
	await simulator.close();
});

const acceptAny = { events: ['all'], callbackCheck: 'any' };

async function deliver(parameters: object, body: unknown, delivery: Partial<Delivery> = {}) {
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	return await engine.deliver(
		{ events: ['all'], ...parameters },
		{ body: text, ...delivery },
		credentialFor(simulator),
	);
}

/** A callback URL as the upload node writes it for this trigger, taken apart. */
async function signedQuery(
	reference: string,
	account: Partial<TestCredential> = {},
): Promise<Record<string, string>> {
	const url = engine.triggerHooks(credentialFor(simulator)).context.getNodeWebhookUrl('default');
	await engine.runNode(
		uploadParameters({ callbackUrl: url ?? '', additionalFields: { reference } }),
		[await storedItem(engine)],
		credentialFor(simulator, account),
	);
	const callback =
		uploadsOf(simulator)
			.at(-1)
			?.fields.find(([name]) => name === 'callback')?.[1] ?? '';
	return Object.fromEntries(new URL(callback).searchParams);
}

describe('events', () => {
	test('the documented v1.1 payload becomes an event with the names users build on', async () => {
		const result = await deliver(acceptAny, documentedV11);

		expect(result.status).toBe(200);
		expect(result.items).toEqual([
			{
				event: 'video.parsed',
				videoNo: documentedV11.videoNo,
				clientId: documentedV11.clientId,
				status: 'PARSE',
				verified: 'none',
				eventId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
				receivedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/) as string,
			},
		]);
	});

	test.each([
		['PARSE', 'video.parsed'],
		['UNPARSE', 'video.unparsed'],
		['FAIL', 'video.failed'],
		['FAILED', 'video.failed'],
		['PARSE_ERROR', 'video.failed'],
		['SOMETHING_NEW', 'video.something_new'],
	])('status %s is the event %s', async (status, event) => {
		const result = await deliver(acceptAny, { videoNo: 'VI1', status });

		expect(result.items).toEqual([expect.objectContaining({ event, status, videoNo: 'VI1' })]);
	});

	test('an import task is an event of its own', async () => {
		const result = await deliver(acceptAny, { taskId: 'abc_1', status: 'SUCCEEDED' });

		expect(result.items).toEqual([
			expect.objectContaining({ event: 'task.succeeded', taskId: 'abc_1', status: 'SUCCEEDED' }),
		]);
	});

	test('two deliveries of one fact carry one event id, another status another', async () => {
		const ids = [];
		for (const status of ['PARSE', 'PARSE', 'FAIL']) {
			ids.push((await deliver(acceptAny, { videoNo: 'VI1', status })).items[0]?.eventId);
		}

		expect(ids[0]).toBe(ids[1]);
		expect(ids[2]).not.toBe(ids[0]);
	});

	test.each([
		[['parsed'], 'PARSE', 1],
		[['parsed'], 'UNPARSE', 0],
		[['failed'], 'FAILED', 1],
		[['failed', 'unparsed'], 'UNPARSE', 1],
		[['parsed', 'unparsed', 'failed', 'task'], 'SOMETHING_NEW', 0],
	])('Trigger On %j takes %s %d times and answers 200 either way', async (events, status, items) => {
		const result = await deliver({ ...acceptAny, events }, { videoNo: 'VI1', status });

		expect(result.status).toBe(200);
		expect(result.items).toHaveLength(items);
	});

	test('Include Body adds what was sent, ids of 18 digits intact', async () => {
		const result = await deliver(
			{ ...acceptAny, eventOptions: { includeBody: true } },
			'{"data":{"video_id":554046065381212160,"status":"PARSE"}}',
		);

		expect(result.items[0]).toMatchObject({
			videoNo: '554046065381212160',
			body: { data: { video_id: '554046065381212160', status: 'PARSE' } },
		});
	});

	test('Include Details adds what the API knows, numbers as numbers', async () => {
		await engine.runNode(uploadParameters(), [await storedItem(engine)], credentialFor(simulator));
		const video = simulator.videos.at(-1);
		await simulator.settle(video?.videoNo ?? '', 'PARSE');
		const result = await deliver(
			{ ...acceptAny, eventOptions: { includeDetails: true } },
			{ videoNo: video?.videoNo, status: 'PARSE' },
		);

		expect(result.items[0]?.video).toMatchObject({
			videoNo: video?.videoNo,
			name: 'sample',
			size: expect.any(Number) as number,
			createdAt: expect.stringMatching(/Z$/) as string,
			resolution: expect.any(String) as string,
			width: expect.any(Number) as number,
			fps: expect.any(Number) as number,
		});
	});

	test('Include Details that the API does not give leave the event as it is', async () => {
		simulator.faults.next('get_metadata', { kind: 'http', status: 502 });
		const result = await deliver(
			{ ...acceptAny, eventOptions: { includeDetails: true } },
			{ videoNo: documentedV11.videoNo, status: 'PARSE' },
		);

		expect(result.items).toEqual([expect.not.objectContaining({ video: expect.anything() as unknown })]);
	});
});

describe('callback check', () => {
	test('a URL that the upload node has signed is trusted and gives the reference back', async () => {
		const query = await signedQuery('order 4711 ü');
		const result = await deliver({ callbackCheck: 'signed' }, documentedV11, { query });

		expect(Object.keys(query).sort()).toEqual(['mai_ref', 'mai_sig']);
		expect(result.items).toEqual([
			expect.objectContaining({ verified: 'signature', reference: 'order 4711 ü' }),
		]);
	});

	type Query = Record<string, string>;
	interface Expected {
		status: number;
		verified?: string;
		event?: string;
	}

	const known = documentedV11.videoNo;
	const unknown = 'VI999999999999999999';
	const asSigned = (query: Query) => query;
	const unsigned = () => ({});
	const wrong = (query: Query) => ({ ...query, mai_sig: 'A'.repeat(43) });
	const truncated = (query: Query) => ({ ...query, mai_sig: query.mai_sig?.slice(1) ?? '' });
	const ofAnotherReference = (query: Query) => ({ ...query, mai_ref: 'order 1' });

	test.each<[string, string, (query: Query) => Query, string, string, Expected]>([
		[
			'valid signature',
			'signed',
			asSigned,
			unknown,
			'PARSE',
			{ status: 200, verified: 'signature', event: 'video.parsed' },
		],
		[
			'valid signature',
			'signedOrConfirmed',
			asSigned,
			unknown,
			'PARSE',
			{ status: 200, verified: 'signature', event: 'video.parsed' },
		],
		[
			'valid signature',
			'any',
			asSigned,
			unknown,
			'PARSE',
			{ status: 200, verified: 'signature', event: 'video.parsed' },
		],
		['no signature', 'signed', unsigned, known, 'PARSE', { status: 403 }],
		['wrong signature', 'signed', wrong, known, 'PARSE', { status: 403 }],
		['truncated signature', 'signed', truncated, known, 'PARSE', { status: 403 }],
		['signature of another reference', 'signed', ofAnotherReference, known, 'PARSE', { status: 403 }],
		[
			'wrong signature, known video',
			'signedOrConfirmed',
			wrong,
			known,
			'PARSE',
			{ status: 200, verified: 'api', event: 'video.parsed' },
		],
		['wrong signature, unknown video', 'signedOrConfirmed', wrong, unknown, 'PARSE', { status: 403 }],
		[
			'unsigned, known video',
			'signedOrConfirmed',
			unsigned,
			known,
			'PARSE',
			{ status: 200, verified: 'api', event: 'video.parsed' },
		],
		['unsigned, unknown video', 'signedOrConfirmed', unsigned, unknown, 'PARSE', { status: 403 }],
		[
			'unsigned, unknown video',
			'any',
			unsigned,
			unknown,
			'PARSE',
			{ status: 200, verified: 'none', event: 'video.parsed' },
		],
		[
			'wrong signature',
			'any',
			wrong,
			unknown,
			'FAIL',
			{ status: 200, verified: 'none', event: 'video.failed' },
		],
		[
			'API says parsed, callback says failed',
			'signedOrConfirmed',
			unsigned,
			known,
			'FAIL',
			{ status: 200, verified: 'api', event: 'video.parsed' },
		],
	])('%s under "%s"', async (_case, callbackCheck, forge, videoNo, status, expected) => {
		const query = forge(await signedQuery('order 2'));
		const result = await deliver({ callbackCheck }, { videoNo, status }, { query });

		expect(result.status).toBe(expected.status);
		expect(result.items.map(({ verified, event }) => ({ verified, event }))).toEqual(
			expected.event === undefined ? [] : [{ verified: expected.verified, event: expected.event }],
		);
		const told = JSON.stringify(result.body);
		expect(told).toMatch(/^\{"message":".+"\}$/);
		expect(told).not.toContain(apiKey);
		expect(told).not.toContain(query.mai_sig ?? apiKey);
	});

	test('a signature made with another key falls back to asking the API', async () => {
		await simulator.close();
		simulator = await startSimulator({ seedDocumentedVideos: true, apiKeys: [apiKey, 'sk-other'] });
		const query = await signedQuery('order 3', { apiKey: 'sk-other' });
		const result = await deliver({}, documentedV11, { query });

		expect(result.items).toEqual([expect.objectContaining({ verified: 'api' })]);
	});

	test.each([
		['is down', { kind: 'http', status: 502 } as const],
		['refuses the key', { kind: 'envelope', code: '9009', msg: 'Permission denied' } as const],
		['is too slow', { kind: 'silentAfterBody', createVideo: false } as const],
	])('when the API %s, 503 lets the caller come again', async (_case, fault) => {
		simulator.faults.next('list_videos', fault);
		const result = await deliver({}, documentedV11);

		expect(result).toMatchObject({ status: 503, items: [] });
	});

	test('a callback may be ahead of the API: its word stands, and the details tell', async () => {
		await engine.runNode(uploadParameters(), [await storedItem(engine)], credentialFor(simulator));
		const videoNo = simulator.videos.at(-1)?.videoNo;
		const result = await deliver({ eventOptions: { includeDetails: true } }, { videoNo, status: 'PARSE' });

		expect(result.items).toEqual([
			expect.objectContaining({
				event: 'video.parsed',
				status: 'PARSE',
				verified: 'api',
				video: expect.objectContaining({ status: 'UNPARSE' }) as object,
			}),
		]);
	});

	test('of a batch, only the videos of the account pass', async () => {
		const batch = [documentedV11, { videoNo: 'VI999999999999999999', status: 'PARSE' }];
		const result = await deliver({}, batch);

		expect(result.items.map(({ videoNo }) => videoNo)).toEqual([documentedV11.videoNo]);
	});

	test('one unsigned request cannot make many requests of ours', async () => {
		const batch = Array.from({ length: 11 }, (_, index) => ({ videoNo: `VI${index}`, status: 'PARSE' }));
		const result = await deliver({}, batch);

		expect(result.status).toBe(403);
		expect(simulator.journal).toEqual([]);
	});

	test('a test run in the editor takes any delivery and says so', async () => {
		const result = await engine.deliver(
			{ events: ['parsed'], callbackCheck: 'signed' },
			{ body: JSON.stringify({ videoNo: 'VI999999999999999999', status: 'PARSE' }) },
			credentialFor(simulator),
			'manual',
		);

		expect(result.items).toEqual([expect.objectContaining({ verified: 'none' })]);
	});
});

test.each([
	['not json', 'not json'],
	['an empty object', '{}'],
	['an array', '[]'],
	['nothing', ''],
	['null', 'null'],
	['an id without a status', '{"videoNo":"VI1"}'],
	['a status without an id', '{"status":"PARSE"}'],
	['an id that is an object', '{"videoNo":{"a":1},"status":"PARSE"}'],
	['prototype keys', '{"__proto__":{"videoNo":"VI1"},"status":"PARSE"}'],
	['deep nesting', '['.repeat(20_000)],
])('%s is answered 400 and starts nothing', async (_case, body) => {
	const result = await deliver(acceptAny, body);

	expect(result).toMatchObject({ status: 400, items: [] });
});

test('more than 1 MB is answered 413', async () => {
	const result = await deliver(
		acceptAny,
		JSON.stringify({ videoNo: 'VI1', status: 'PARSE', x: 'x'.repeat(2 ** 20) }),
	);

	expect(result).toMatchObject({ status: 413, items: [] });
});

test('nothing is set up or taken down at memories.ai on activation', async () => {
	const { context, methods } = engine.triggerHooks(credentialFor(simulator));

	expect(await methods?.checkExists.call(context)).toBe(false);
	expect(await methods?.create.call(context)).toBe(true);
	expect(await methods?.delete.call(context)).toBe(true);
	expect(simulator.journal).toEqual([]);
});
