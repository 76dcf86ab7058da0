import { isJsonObject, parseJsonWithExactIntegers } from '../../../nodes/MemoriesAi/api/json';

describe('parseJsonWithExactIntegers', () => {
	test.each([
		['an id of 18 digits', '{"id":568102998803353600}', { id: '568102998803353600' }],
		['a negative one', '[-568102998803353601]', ['-568102998803353601']],
		['the largest exact number', '9007199254740991', 9007199254740991],
		['the first inexact one', '9007199254740993', '9007199254740993'],
		[
			'fractions and exponents',
			'[0.12345678901234567890, 1e21, 12345678901234567890.5]',
			[0.12345678901234568, 1e21, 12345678901234567890.5],
		],
		[
			'digits inside text',
			'{"a":"568102998803353600 \\"12345678901234567890\\" x"}',
			{ a: '568102998803353600 "12345678901234567890" x' },
		],
		['a text that ends in a backslash', '["\\\\",568102998803353600]', ['\\', '568102998803353600']],
	])('%s', (_case, text, expected) => {
		expect(parseJsonWithExactIntegers(text)).toEqual(expected);
	});

	test.each(['', '{', 'NaN', '"open'])('%j is no JSON', (text) => {
		expect(() => parseJsonWithExactIntegers(text)).toThrow(SyntaxError);
	});

	test.each([
		['letters', 'x'.repeat(20_000_000)],
		['lines', 'line\n'.repeat(1_000_000)],
	])('a long text of %s is parsed', (_case, long) => {
		expect(parseJsonWithExactIntegers(JSON.stringify([long]))).toEqual([long]);
	});
});

test.each([
	[{}, true],
	[[], false],
	[null, false],
	['a', false],
])('isJsonObject(%j) is %s', (value, expected) => {
	expect(isJsonObject(value)).toBe(expected);
});
