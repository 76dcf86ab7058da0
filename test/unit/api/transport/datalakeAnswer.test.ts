import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { readDatalakeAnswer, readDeletion } from '../../../../nodes/MemoriesAi/api/transport/datalakeAnswer';
import type { FailureKind } from '../../../../nodes/MemoriesAi/api/vocabulary/failureKinds';

const answer = (statusCode: number, body: string, headers: Record<string, unknown> = {}) => ({
	statusCode,
	headers,
	body,
});

function failureOf(run: () => unknown): ApiFailure {
	try {
		run();
	} catch (error) {
		if (error instanceof ApiFailure) return error;
	}
	throw new Error('The answer was accepted');
}

const refusal = (error: object) => JSON.stringify({ error });

describe('a yes', () => {
	test.each([
		[200, ' {"id":568102998803353600} ', { id: '568102998803353600' }],
		[201, '{}', {}],
		[299, '{"error":null}', { error: null }],
		[204, '', undefined],
		[204, ' \n', undefined],
	])('%d %j', (statusCode, body, expected) => {
		expect(readDatalakeAnswer(answer(statusCode, body))).toEqual(expected);
	});

	test.each<[number, string, FailureKind]>([
		[200, '', 'empty'],
		[200, ' null ', 'empty'],
		[200, '<html>', 'unreadable'],
		[200, '[]', 'unreadable'],
		[204, 'x', 'unreadable'],
	])('that is none: %d %j', (statusCode, body, kind) => {
		const failure = failureOf(() =>
			readDatalakeAnswer(answer(statusCode, body, { 'x-request-id': 'req_1' })),
		);

		expect(failure).toMatchObject({ kind, requestId: 'req_1' });
	});
});

describe('a no', () => {
	test.each<[number, string, FailureKind]>([
		[400, '', 'parameters'],
		[401, '', 'key'],
		[402, '', 'balance'],
		[403, '', 'scope'],
		[404, 'not_found', 'absent'],
		[409, '', 'incomplete'],
		[413, '', 'size'],
		[415, '', 'container'],
		[422, '', 'parameters'],
		[429, '', 'limit'],
		[500, '', 'trouble'],
		[503, '', 'trouble'],
		[418, '', 'other'],
		[403, 'quota_exceeded', 'balance'],
		[503, 'rate_limited', 'limit'],
		[422, 'source_unresolvable', 'source'],
		[409, 'video_not_ready', 'unparsed'],
		[400, 'toString', 'parameters'],
	])('%d "%s"', (statusCode, code, kind) => {
		const body = refusal({ code, message: 'why', request_id: 'req_1', retry_after: 7 });

		expect(failureOf(() => readDatalakeAnswer(answer(statusCode, body)))).toMatchObject({
			kind,
			code,
			said: 'why',
			requestId: 'req_1',
			retryAfterMs: 7_000,
		});
	});

	test('without "error" around it', () => {
		const body = '{"code":"rate_limited","message":"slow down","request_id":"req_2"}';

		expect(failureOf(() => readDatalakeAnswer(answer(429, body, { 'retry-after': '9' })))).toMatchObject({
			kind: 'limit',
			said: 'slow down',
			requestId: 'req_2',
			retryAfterMs: 9_000,
		});
	});

	test('without words or a code', () => {
		expect(failureOf(() => readDatalakeAnswer(answer(400, refusal({ code: 7, message: 8 }))))).toMatchObject({
			code: '400',
			said: '',
		});
	});

	test('with the hint as text', () => {
		const body = refusal({ code: 'x', retry_after: '11' });

		expect(failureOf(() => readDatalakeAnswer(answer(429, body, { 'retry-after': '9' }))).retryAfterMs).toBe(
			11_000,
		);
	});

	test.each<[number, string, FailureKind]>([
		[402, '', 'balance'],
		[404, '<html>', 'unknownPath'],
		[502, '<html>', 'gateway'],
		[404, '{"status":404,"error":"Not Found"}', 'unknownPath'],
		[404, '{"code":404,"message":"x"}', 'unknownPath'],
		[404, '{"code":"x","message":7}', 'unknownPath'],
		[429, '', 'limit'],
		[302, '', 'redirect'],
	])('of something between: %d %s', (statusCode, body, kind) => {
		const headers = { 'retry-after': '3' };

		expect(failureOf(() => readDatalakeAnswer(answer(statusCode, body, headers)))).toMatchObject({
			kind,
			code: String(statusCode),
			said: undefined,
			retryAfterMs: 3_000,
		});
	});

	test.each([['two words'], ['x'.repeat(101)], [''], [7]])('%j is no request id', (request_id) => {
		const body = refusal({ code: 'x', message: 'm', request_id });

		expect(failureOf(() => readDatalakeAnswer(answer(400, body))).requestId).toBeUndefined();
		expect(failureOf(() => readDatalakeAnswer(answer(400, body, { 'x-request-id': 'a' }))).requestId).toBe(
			'a',
		);
	});
});

test.each([
	[200, ''],
	[200, '<html>'],
	[202, '{}'],
	[204, ''],
	[299, 'x'],
])('any yes to a deletion will do: %d %j', (statusCode, body) => {
	expect(() => readDeletion(answer(statusCode, body))).not.toThrow();
});

test.each<[number, FailureKind]>([
	[199, 'unreadable'],
	[300, 'redirect'],
	[404, 'unknownPath'],
])('a no to a deletion is one: %d', (statusCode, kind) => {
	expect(failureOf(() => readDeletion(answer(statusCode, ''))).kind).toBe(kind);
});
