import { fakeTrigger, signedQuery, type CallChanges } from '../support/fakeTrigger';

const KIB = 1024;

const anyCall = { callbackCheck: 'any' };
const parsed = { videoNo: 'VI1', status: 'PARSE' };

const ofLength = (bytes: number) => JSON.stringify(parsed).padEnd(bytes);
const many = (count: number) =>
	Array.from({ length: count }, (_, index) => ({ videoNo: `VI${index}`, status: 'PARSE' }));

const answerOf = (code: number, msg: string) => ({ code, msg, data: null });

test('a call that is taken', async () => {
	const { call, requests } = fakeTrigger(anyCall);

	expect(await call(parsed)).toEqual({
		events: [
			{
				event: 'video.parsed',
				...parsed,
				verified: 'none',
				eventId: expect.stringMatching(/^[0-9a-f]{32}$/) as string,
				receivedAt: expect.stringMatching(/^20.*Z$/) as string,
			},
		],
		httpStatus: 200,
		headers: {},
		answer: answerOf(0, 'success'),
	});
	expect(requests).toEqual([]);
});

describe('what is refused before it is read', () => {
	const signed = signedQuery();

	test.each<[string, number, string, CallChanges]>([
		['another method', 405, 'Only memories.ai calls this URL, with POST', { method: 'GET' }],
		['16 KiB and a byte', 413, 'The body is too large', { headers: { 'content-length': '16385' } }],
		[
			'1 MiB and a byte, signed',
			413,
			'The body is too large',
			{ query: signed, headers: { 'content-length': '1048577' } },
		],
	])('%s', async (_case, httpStatus, msg, changes) => {
		const { call, bodyReads } = fakeTrigger(anyCall);

		expect(await call(parsed, changes)).toEqual({
			events: [],
			httpStatus,
			headers: httpStatus === 405 ? { Allow: 'POST' } : {},
			answer: answerOf(httpStatus, msg),
		});
		expect(bodyReads()).toBe(0);
	});

	test('more than 1 MiB: not even the credential is read for the signature', async () => {
		const { call, credentialReads } = fakeTrigger(anyCall);
		await call(parsed, { query: signed, headers: { 'content-length': '1048577' } });

		expect(credentialReads()).toBe(0);
	});
});

describe('sizes', () => {
	test.each<[string, unknown, CallChanges, number]>([
		['16 KiB', ofLength(16 * KIB), {}, 200],
		['16 KiB, not announced', ofLength(16 * KIB), { headers: { 'content-length': '' } }, 200],
		['a byte more, not announced', ofLength(16 * KIB + 1), { headers: { 'content-length': '' } }, 413],
		['10 videos', many(10), {}, 200],
		['11 videos', many(11), {}, 413],
		['1 MiB, signed', ofLength(KIB * KIB), { query: signedQuery() }, 200],
		['1,000 videos, signed', many(1_000), { query: signedQuery() }, 200],
		['1,001 videos, signed', many(1_001), { query: signedQuery() }, 413],
	])('%s', async (_case, body, changes, httpStatus) => {
		const { httpStatus: answered } = await fakeTrigger(anyCall).call(body, changes);

		expect(answered).toBe(httpStatus);
	});
});

test.each<[string, unknown, CallChanges, string]>([
	['a body that breaks off', parsed, { isBroken: true }, 'The body could not be read'],
	[
		'a body that says nothing',
		'{}',
		{},
		'The body is not a memories.ai callback: it names no video, and no task with a status',
	],
])('%s is answered 400', async (_case, body, changes, msg) => {
	expect(await fakeTrigger(anyCall).call(body, changes)).toEqual({
		events: [],
		httpStatus: 400,
		headers: {},
		answer: answerOf(400, msg),
	});
});

test.each<[string, BufferEncoding]>([
	['text/plain; charset=ISO-8859-1', 'latin1'],
	['text/plain; Charset="utf-16le"', 'utf16le'],
	['text/plain', 'utf8'],
])('%s says how the body is to be read', async (contentType, encoding) => {
	const body = Buffer.from('{"videoNo":"VI1","status":"PARSE","clientId":"größe"}', encoding);
	const { events } = await fakeTrigger(anyCall).call(body, { headers: { 'content-type': contentType } });

	expect(events).toEqual([expect.objectContaining({ clientId: 'größe' })]);
});

test('a test run takes any call, whatever is checked else', async () => {
	const { call } = fakeTrigger({ callbackCheck: 'signed' });

	expect(await call(parsed)).toMatchObject({
		httpStatus: 403,
		answer: answerOf(403, 'The call is not signed'),
	});
	expect(await call(parsed, { mode: 'manual' })).toMatchObject({ events: [{ verified: 'none' }] });
});

describe('Trigger On', () => {
	test.each<[unknown, object, number]>([
		[['all'], { videoNo: 'VI1', status: 'NEW_WORD' }, 1],
		[['parsed'], parsed, 1],
		[['parsed'], { videoNo: 'VI1', status: 'FAIL' }, 0],
		[['failed', 'unparsed'], { videoNo: 'VI1', status: 'FAIL' }, 1],
		[['parsed', 'unparsed', 'failed', 'task'], { videoNo: 'VI1', status: 'NEW_WORD' }, 0],
		[['task'], { taskId: 't', status: 'SUCCEEDED' }, 1],
		[['parsed'], { taskId: 't', status: 'SUCCEEDED' }, 0],
		['failed, parsed', parsed, 1],
	])('%j, %j: %d events, and 200', async (events, body, count) => {
		const reception = await fakeTrigger({ ...anyCall, events }).call(body);

		expect(reception).toMatchObject({ httpStatus: 200, answer: answerOf(0, 'success') });
		expect(reception.events).toHaveLength(count);
	});
});

test('Include Body adds the part of the call that tells of the video', async () => {
	const { events } = await fakeTrigger({ ...anyCall, eventOptions: { includeBody: true } }).call([
		{ ...parsed, more: 'x' },
	]);

	expect(events).toEqual([expect.objectContaining({ body: { ...parsed, more: 'x' } })]);
});

describe('what is not the caller’s fault is answered 503, and stands in the log', () => {
	const comeAgain = {
		events: [],
		httpStatus: 503,
		headers: { 'Retry-After': '60' },
		answer: answerOf(503, "The trigger could not handle the call: n8n's log says why"),
	};
	const cure = 'Open the trigger and choose or enter a value for it';

	test.each<[object, string]>([
		[{ callbackCheck: 'none' }, "'Callback Check' is none of its options"],
		[{ callbackCheck: { a: 1 } }, "'Callback Check' is none of its options"],
		[{ events: ['parsed', 'x'] }, "'Trigger On' is none of its options"],
		[{ events: 7 }, "'Trigger On' is none of its options"],
		[{ eventOptions: 'x' }, "'Options' is no set of fields"],
		[{ eventOptions: { confirmStatus: 'maybe' } }, "'Confirm Status' is neither true nor false"],
		[{ eventOptions: { includeBody: 1 } }, "'Include Body' is neither true nor false"],
		[{ eventOptions: { linksGoodFor: 'x' } }, "'Links Are Good For' is not a number of days"],
		[{ eventOptions: { linksGoodFor: -1 } }, "'Links Are Good For' is not a number of days"],
		[{ eventOptions: { linksGoodFor: [] } }, "'Links Are Good For' is not a number of days"],
		[{ eventOptions: { uniqueId: ['a'] } }, "'Unique ID' is not a text"],
	])('%j', async (parameters, words) => {
		const { call, log } = fakeTrigger({ ...anyCall, ...parameters });

		expect(await call(parsed)).toEqual(comeAgain);
		expect(log).toEqual([`warn: Memories.ai Trigger: ${words}. ${cure}`]);
	});

	test('an empty API key', async () => {
		const { call, log, account } = fakeTrigger();
		account.apiKey = ' ';

		expect(await call(parsed, { query: signedQuery() })).toEqual(comeAgain);
		expect(log).toEqual([expect.stringMatching(/^warn: Memories.ai Trigger: .*'API Key'/)]);
	});

	test('a fault of ours, without the key in it', async () => {
		const { call, log } = fakeTrigger(anyCall);
		const now = jest.spyOn(Date.prototype, 'toISOString').mockImplementation(() => {
			throw new TypeError('x is not a function');
		});
		const reception = await call(parsed);
		now.mockRestore();

		expect(reception).toEqual(comeAgain);
		expect(log).toEqual([
			expect.stringMatching(/^error: Memories.ai Trigger: TypeError: x is not a function\n/),
		]);
	});
});

test.each<[object, object]>([
	[{ includeBody: 'true' }, { body: expect.any(Object) as object }],
	[{ includeBody: true }, { body: expect.any(Object) as object }],
])('%j is plainly meant', async (eventOptions, expected) => {
	const { events } = await fakeTrigger({ ...anyCall, eventOptions }).call(parsed);

	expect(events).toEqual([expect.objectContaining(expected)]);
});

test.each([
	{ includeBody: 'false' },
	{ includeBody: false },
	{ includeBody: ' ' },
	{ includeBody: null },
	undefined,
])('%j is no', async (eventOptions) => {
	const { events } = await fakeTrigger({ ...anyCall, eventOptions }).call(parsed);

	expect(events[0]).not.toHaveProperty('body');
});
