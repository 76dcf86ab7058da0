import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { readEnvelope } from '../../../../nodes/MemoriesAi/api/transport/envelope';
import { textOfFailure } from '../../../../nodes/MemoriesAi/texts/failureTexts';

const answer = (body: string, statusCode = 200, headers: Record<string, string> = {}) =>
	readEnvelope({ statusCode, headers, body });

function failureOf(...parameters: Parameters<typeof answer>): ApiFailure {
	try {
		answer(...parameters);
	} catch (error) {
		if (error instanceof ApiFailure) return error;
	}
	throw new Error('The answer was accepted');
}

test.each([
	['Unauthorized', 401, '401'],
	['{"code":" 7 "}', 200, '7'],
	['{"success":false}', 200, 'missing'],
])('the code of %s with HTTP %d is %s', (body, statusCode, code) => {
	expect(failureOf(body, statusCode).code).toBe(code);
});

describe('accepted', () => {
	test.each([
		['v1.1 without success and failed', '{"code":"0000","msg":"success","data":{"a":1}}'],
		['v1.2', '{"code":"0000","msg":"success","data":{"a":1},"success":true,"failed":false}'],
		['a numeric code', '{"code":0,"data":{"a":1}}'],
		['200 as code', '{"code":200,"data":{"a":1}}'],
		['SUCCESS as code', '{"code":"SUCCESS","data":{"a":1}}'],
		['success as code', '{"code":"success","data":{"a":1}}'],
		['a code with blanks', '{"code":" 0000 ","data":{"a":1}}'],
		['true and false as text', '{"code":"0000","data":{"a":1},"success":"true","failed":"false"}'],
		['nothing in place of a code', '{"code":null,"data":{"a":1},"success":null,"failed":null}'],
		['no code at all', '{"data":{"a":1}}'],
	])('%s', (_case, body) => {
		expect(answer(body)).toEqual({ a: 1 });
	});

	test('success without data', () => {
		expect(answer('{"code":"0000"}')).toBeUndefined();
	});
});

describe('refused', () => {
	test.each([
		['a code other than success, with HTTP 200', '{"code":"0402","msg":"no points"}', 200, 'credits'],
		['failed: true beside 0000', '{"code":"0000","failed":true}', 200, 'other'],
		['success: false beside 0000', '{"code":"0000","success":false}', 200, 'other'],
		['failed as text beside 0000', '{"code":"0000","failed":"true"}', 200, 'other'],
		['success as text beside 0000', '{"code":"0000","success":"False"}', 200, 'other'],
		['words under another name', '{"code":"7","message":"Request has exceeded the limit."}', 200, 'limit'],
		['0000 beside HTTP 500', '{"code":"0000","data":{}}', 500, 'gateway'],
		['0000 beside HTTP 300', '{"code":"0000","data":{}}', 300, 'redirect'],
		['a code beside HTTP 400', '{"code":"0429","msg":"x"}', 400, 'limit'],
		['a code beside HTTP 500', '{"code":"9009","msg":"x"}', 500, 'key'],
		['no code beside HTTP 404', '{"data":null,"success":false}', 404, 'unknownPath'],
		['a code as a number', '{"code":9,"msg":"x","data":{}}', 200, 'other'],
		['a wrong key', '{"code":"9009","msg":"Permission denied"}', 200, 'key'],
		['the other code for a key', '{"code":"0401","msg":"no"}', 200, 'key'],
		['HTTP 401 without an envelope', 'Unauthorized', 401, 'key'],
		['a disabled account', '{"code":"0403","msg":"off"}', 200, 'account'],
		['over the limit', '{"code":"0429","msg":"Request has exceeded the limit."}', 200, 'limit'],
		['HTTP 429 without an envelope', '', 429, 'limit'],
		['HTTP 400 without an envelope', '<h1>Bad Request</h1>', 400, 'unreadable'],
		['wrong parameters', '{"code":"0003","msg":"x"}', 200, 'parameters'],
		['a path the API does not have', '{"code":"0001","msg":"No static resource api."}', 200, 'unknownPath'],
		[
			'a path the server does not have',
			'{"timestamp":"t","path":"/x","status":404,"error":"Not Found"}',
			404,
			'unknownPath',
		],
		['too large a body', '<html>', 413, 'size'],
		['a redirect', '', 302, 'redirect'],
		["a gateway's page", '<h1>Bad Gateway</h1>', 502, 'gateway'],
		['a web page', '<html></html>', 200, 'unreadable'],
		['cut-off JSON', '{"code":"0000","da', 200, 'unreadable'],
		['JSON of something else', '{"hello":"world"}', 200, 'unreadable'],
		['a list', '[]', 200, 'unreadable'],
		['nothing', '', 200, 'empty'],
		['null', ' null ', 200, 'empty'],
		['the limit under another code', '{"code":"-1","msg":"Request has exceeded the limit."}', 200, 'limit'],
		['trouble inside memories.ai', '{"code":"0001","msg":"network abnormal"}', 200, 'trouble'],
	])('%s', (_case, body, statusCode, kind) => {
		expect(failureOf(body, statusCode)).toMatchObject({ kind });
	});

	test("the user reads what happened, how to go on, and memories.ai's own words", () => {
		const failure = failureOf('{"code":"0402","msg":"Not enough points"}');

		expect(failure).toMatchObject({ kind: 'credits', code: '0402' });
		expect(textOfFailure(failure, [])).toEqual({
			message: 'The memories.ai account has no credits left',
			cure: 'Add credits in your memories.ai account, then run the workflow again. memories.ai said: code 0402, "Not enough points"',
		});
	});
});

describe('Retry-After', () => {
	const limited = (header: string) =>
		failureOf('{"code":"0429"}', 200, { 'retry-after': header }).retryAfterMs;

	test('seconds', () => {
		expect(limited('60')).toBe(60_000);
	});

	test('a date in the past means now', () => {
		expect(limited('Wed, 21 Oct 2015 07:28:00 GMT')).toBe(0);
	});

	test('a date to come', () => {
		const inAnHour = new Date(Date.now() + 3_600_000).toUTCString();
		expect(limited(inAnHour)).toBeGreaterThan(3_500_000);
	});

	test.each(['', 'soon'])('%j says nothing', (header) => {
		expect(limited(header)).toBeUndefined();
	});
});
