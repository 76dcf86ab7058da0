import fc from 'fast-check';
import { isJsonObject, parseJsonWithExactIntegers } from '../../../../nodes/MemoriesAi/api/transport/json';

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

describe('text from strangers', () => {
	/** A text that counts how often a character of it is looked at: the work that parsing it makes. */
	class CountedText extends String {
		reads = 0;

		override charCodeAt(position: number): number {
			this.reads++;
			return super.charCodeAt(position);
		}
	}

	function readsOf(text: string): number {
		const counted = new CountedText(text);
		try {
			parseJsonWithExactIntegers(counted as unknown as string);
		} catch (error) {
			expect(error).toBeInstanceOf(SyntaxError);
		}
		return counted.reads;
	}

	const MAX_LENGTH = 1024 * 1024;
	const PIECES = ['"', '\\', '\\"', '[', '{"a":', '1', '1.', '-', '1e', ',', '{"a":"', ' ', '9'.repeat(17)];
	const pieces = fc.array(fc.constantFrom(...PIECES), { minLength: 1, maxLength: 4 });

	test('is looked at no more than twice a character, whatever repeats in it', () => {
		fc.assert(
			fc.property(pieces, pieces, fc.constantFrom(1_000, 100_000, MAX_LENGTH), (start, repeated, length) => {
				const repeat = repeated.join('');
				const text = start.join('') + repeat.repeat(Math.ceil(length / repeat.length));
				expect(readsOf(text)).toBeLessThanOrEqual(2 * text.length);
			}),
			{ numRuns: 200 },
		);
	});

	test('is looked at no more than twice a character when it is JSON', () => {
		fc.assert(
			fc.property(fc.json(), fc.integer({ min: 1, max: 2_000 }), (json, times) => {
				const text = `[${Array<string>(times).fill(json).join()}]`;
				expect(readsOf(text)).toBeLessThanOrEqual(2 * text.length);
			}),
		);
	});

	test.each([
		['an open string of escaped quotes', `{"a":"${'\\"'.repeat(MAX_LENGTH / 2)}`],
		['an open string of backslashes', `"${'\\'.repeat(MAX_LENGTH)}`],
		['text without JSON', '"'.repeat(MAX_LENGTH)],
	])('%s is not looked at at all before JSON.parse refuses it', (_case, text) => {
		expect(readsOf(text)).toBe(0);
	});

	test('a number of a million digits is kept', () => {
		const digits = '7'.repeat(MAX_LENGTH);
		expect(parseJsonWithExactIntegers(`[${digits}]`)).toEqual([digits]);
	});

	test('nesting deeper than the stack is parsed', () => {
		const depth = MAX_LENGTH / 2;
		const text = `${'['.repeat(depth)}568102998803353600${']'.repeat(depth)}`;
		let value = parseJsonWithExactIntegers(text);
		while (Array.isArray(value)) value = value[0] as unknown;
		expect(value).toBe('568102998803353600');
	});

	test('JSON means the same as without exact integers, where all integers are exact', () => {
		fc.assert(
			fc.property(fc.json(), (json) => {
				const isExact = !/\d{16}/.test(json) && !json.includes('__proto__');
				if (isExact) expect(parseJsonWithExactIntegers(json)).toEqual(JSON.parse(json));
			}),
		);
	});

	test('no prototype is replaced', () => {
		const parsed = parseJsonWithExactIntegers('{"a":{"__proto__":{"b":1},"c":2}}') as { a: object };
		expect(Object.keys(parsed.a)).toEqual(['c']);
		expect(Object.keys(Object.assign({}, parsed.a))).toEqual(['c']);
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
