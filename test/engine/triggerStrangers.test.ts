import { sleep } from 'n8n-workflow';
import type { Fault } from '../simulator/faults';
import { answered, callTrigger, requestsOf, signedQuery, type CallChanges } from './support/callbacks';
import { hurry } from './support/hurry';
import { Stage } from './support/stage';
import { parsedVideoNo } from './support/videos';

const KIB = 1024;

const stage = Stage.forEachTest();

const acceptAny = { callbackCheck: 'any' };
const genuine = { videoNo: 'VI1', status: 'PARSE' };

const padded = (bytes: number) => {
	const bare = JSON.stringify({ ...genuine, x: '' });
	return JSON.stringify({ ...genuine, x: 'x'.repeat(bytes - bare.length) });
};
const backslashes = (bytes: number) => '{"a":"' + '\\"'.repeat(bytes / 2);
const many = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ videoNo: `VI${index}`, status: 'PARSE' }));

describe('what cannot be read', () => {
	test.each([
		['not json', 'not json'],
		['an empty object', '{}'],
		['an array', '[]'],
		['nothing', ''],
		['null', 'null'],
		['a task without a status', '{"taskId":"1"}'],
		['a status without an id', '{"status":"PARSE"}'],
		['an id that is an object', '{"videoNo":{"a":1},"status":"PARSE"}'],
		['prototype keys', '{"__proto__":{"videoNo":"VI1"},"status":"PARSE"}'],
		['deep nesting', '['.repeat(15_000)],
		['escaped quotes without end', backslashes(16_000)],
		['an id of 65 characters', JSON.stringify({ ...genuine, videoNo: 'V'.repeat(65) })],
		['an id with other characters', JSON.stringify({ ...genuine, videoNo: 'VI1/../2' })],
	])('is answered 400: %s', async (_case, body) => {
		const result = await callTrigger(stage, acceptAny, body);

		expect(result).toMatchObject({ status: 400, body: answered(400), items: [] });
		expect(stage.simulator.journal).toEqual([]);
	});

	test.each([
		['escaped quotes without end', backslashes(200_000)],
		['the same, of the largest size', backslashes(1024 * KIB - 8)],
		['an id of 900 KB', JSON.stringify({ ...genuine, videoNo: 'V'.repeat(900_000) })],
	])('is answered 400 at a signed link, at once: %s', async (_case, body) => {
		const result = await callTrigger(stage, acceptAny, body, { query: signedQuery() });

		expect(result).toMatchObject({ status: 400, items: [] });
		expect(stage.simulator.journal).toEqual([]);
	});

	test('is answered 400 when the body breaks off', async () => {
		const result = await callTrigger(stage, acceptAny, genuine, { isUnreadable: true });

		expect(result).toMatchObject({ status: 400, body: answered(400), items: [] });
	});
});

describe('what is too large', () => {
	test.each([
		['16 KiB', padded(16 * KIB), 200],
		['a byte more', padded(16 * KIB + 1), 413],
		['escaped quotes without end, 200 KB', backslashes(200_000), 413],
		['10 videos', many(10), 200],
		['11 videos', many(11), 413],
	])('unsigned: %s', async (_case, body, status) => {
		expect((await callTrigger(stage, acceptAny, body)).status).toBe(status);
	});

	test.each([
		['1 MiB', padded(1024 * KIB), 200],
		['a byte more', padded(1024 * KIB + 1), 413],
		['1000 videos', many(1000), 200],
		['1001 videos', many(1001), 413],
	])('signed: %s', async (_case, body, status) => {
		expect((await callTrigger(stage, acceptAny, body, { query: signedQuery() })).status).toBe(status);
	});

	test.each<[string, CallChanges, number]>([
		['unsigned', {}, 16 * KIB + 1],
		['signed', { query: signedQuery() }, 1024 * KIB + 1],
	])('is not even read: %s', async (_case, changes, bytes) => {
		const headers = { 'content-length': String(bytes) };
		const result = await callTrigger(stage, acceptAny, '', { ...changes, headers, isUnreadable: true });

		expect(result).toMatchObject({ status: 413, body: answered(413), items: [] });
	});

	test('is refused without a Content-Length as well', async () => {
		const headers = { 'content-length': '' };

		expect((await callTrigger(stage, acceptAny, padded(16 * KIB + 1), { headers })).status).toBe(413);
	});
});

test.each(['GET', 'PUT', 'DELETE'])('%s is answered 405', async (method) => {
	const result = await callTrigger(stage, acceptAny, genuine, { method });

	expect(result).toMatchObject({ status: 405, headers: { Allow: 'POST' }, body: answered(405), items: [] });
});

test('20 unsigned calls of 10 ids cost a handful of requests', async () => {
	hurry(8);
	const calls = Array.from({ length: 20 }, async (_, call) => {
		const body = many(10).map(({ videoNo, status }) => ({ videoNo: `${videoNo}-${call}`, status }));
		return await callTrigger(stage, {}, body);
	});
	const results = await Promise.all(calls);

	expect(results.map(({ status }) => status)).toEqual(Array(20).fill(403));
	expect(requestsOf(stage.simulator).length).toBeLessThanOrEqual(5);
});

test('what finds no room is told to come again', async () => {
	hurry(8);
	const calls = Array.from({ length: 40 }, async (_, call) => {
		const body = many(10).map(({ videoNo, status }) => ({ videoNo: `${videoNo}-${call}`, status }));
		return await callTrigger(stage, {}, body);
	});
	const statuses = (await Promise.all(calls)).map(({ status }) => status);

	expect(new Set(statuses)).toEqual(new Set([403, 503]));
	expect(requestsOf(stage.simulator).length).toBeLessThanOrEqual(5);
});

test('details of 300 signed deliveries cost at most 20 requests, and what is missing is said', async () => {
	const query = signedQuery({ kind: 'importTask' });
	const videoNo = await parsedVideoNo(stage.simulator, {});
	const body = [{ videoNo, status: 'PARSE' }, ...many(299)].map((delivery) => ({
		...delivery,
		taskId: 'task',
	}));
	const parameters = { callbackCheck: 'signed', eventOptions: { includeDetails: true } };
	const { items } = await callTrigger(stage, parameters, body, { query, credential: { apiVersion: 'v1.2' } });

	expect(items).toHaveLength(300);
	expect(items[0]).toMatchObject({ video: { videoNo } });
	expect(items[1]?.detailsMissing).toBe('The account has no video of this number');
	expect(items[20]?.detailsMissing).toBe('Only the first 20 videos of a call have them');
	expect(requestsOf(stage.simulator).filter((path) => path === 'v1/get_metadata')).toHaveLength(20);
});

describe('a memories.ai that does not answer', () => {
	const silent: Fault = { kind: 'silentAfterBody', createVideo: false };
	const slow: Fault = { kind: 'lateAnswer', by: { ms: 5_000 } };

	test.each<[string, 'auto' | 'v1.1' | 'v1.2', Fault]>([
		['is silent', 'auto', silent],
		['is silent', 'v1.2', silent],
		['is silent', 'v1.1', silent],
		['is slow in each answer', 'auto', slow],
	])('and %s (%s) costs a caller less than 9 seconds', async (_case, apiVersion, fault) => {
		stage.simulator.faults.always('anywhere', fault);
		const call = callTrigger(stage, {}, genuine, { credential: { apiVersion } });

		expect(await Promise.race([call, sleep(9_000)])).toMatchObject({
			status: 503,
			headers: { 'Retry-After': '60' },
			body: answered(503),
			items: [],
		});
	});

	test.each<[string, Fault]>([
		['is down', { kind: 'http', status: 502 }],
		['refuses the key', { kind: 'envelope', code: '9009', msg: 'Permission denied' }],
		['has reached its limit', { kind: 'envelope', code: '0429', msg: 'Request has exceeded the limit.' }],
		['is not memories.ai', { kind: 'http', status: 200, body: '<html>' }],
	])('but %s is answered 503', async (_case, fault) => {
		stage.simulator.faults.always('anywhere', fault);

		expect(await callTrigger(stage, {}, genuine)).toMatchObject({ status: 503, items: [] });
	});

	test('ends no event: its details are not waited for', async () => {
		hurry(20);
		stage.simulator.faults.always('anywhere', silent);
		const parameters = { ...acceptAny, eventOptions: { includeDetails: true } };
		const { items } = await callTrigger(stage, parameters, genuine);

		expect(items).toEqual([
			expect.objectContaining({ detailsMissing: 'memories.ai did not give them in time' }),
		]);
	});
});

describe('what is not the caller’s fault is answered 503, and stands in the log of n8n:', () => {
	afterEach(() => jest.restoreAllMocks());

	test.each<[string, object, CallChanges, RegExp]>([
		['an empty API key', {}, { credential: { apiKey: ' ' } }, /'API Key' is empty/],
		[
			'an empty API key at a signed link',
			{},
			{ credential: { apiKey: '' }, query: signedQuery() },
			/'API Key'/,
		],
		['a Callback Check that does not exist', { callbackCheck: 'none' }, {}, /'Callback Check' is none of/],
		['no events', { events: ['nothing'] }, {}, /'Trigger On' is none of/],
		[
			'a number of days that is none',
			{ eventOptions: { linksGoodFor: 'x' } },
			{},
			/'Links Are Good For' is not/,
		],
		['a Unique ID that is a list', { eventOptions: { uniqueId: ['a'] } }, {}, /'Unique ID' is not a text/],
		[
			'a switch that is neither',
			{ eventOptions: { confirmStatus: 'maybe' } },
			{},
			/'Confirm Status' is neither/,
		],
	])('%s', async (_case, parameters, changes, words) => {
		const warned = jest.spyOn(stage.engine.logger, 'warn').mockImplementation(() => undefined);
		const result = await callTrigger(stage, { ...parameters }, genuine, changes);

		expect(result).toMatchObject({ status: 503, headers: { 'Retry-After': '60' }, items: [] });
		expect(warned.mock.calls.map(([message]) => message).join()).toMatch(words);
	});

	test('a fault of ours', async () => {
		const logged = jest.spyOn(stage.engine.logger, 'error').mockImplementation(() => undefined);
		jest.spyOn(Date.prototype, 'toISOString').mockImplementation(() => {
			throw new TypeError('a fault of ours');
		});
		const result = await callTrigger(stage, acceptAny, genuine);

		expect(result).toMatchObject({ status: 503, body: answered(503), items: [] });
		expect(logged).toHaveBeenCalledWith(expect.stringContaining('a fault of ours'));
	});
});
