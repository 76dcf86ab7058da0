import {
	idOf,
	withoutUndefined,
	numberOf,
	objectsOf,
	secondsOf,
	textOf,
} from '../../../../nodes/MemoriesAi/api/vocabulary/answerValues';

test.each([
	['a text', 'a text'],
	['null', undefined],
	['', undefined],
	[null, undefined],
	[7, undefined],
])('the text of %j is %j', (value, text) => {
	expect(textOf(value)).toBe(text);
});

test.each([
	[12.5, 12.5],
	['12.5', 12.5],
	[0, 0],
	['0', 0],
	['', undefined],
	['null', undefined],
	['many', undefined],
	[1e300, undefined],
	[null, undefined],
])('the number of %j is %j', (value, number) => {
	expect(numberOf(value)).toBe(number);
});

test.each([
	['12.5', 12.5],
	[12.5, 12.5],
	['1:02', 62],
	['01:02:03.5', 3723.5],
	['01:99', undefined],
	['null', undefined],
	[undefined, undefined],
])('the seconds of %j are %j', (value, seconds) => {
	expect(secondsOf(value)).toBe(seconds);
});

test.each([
	['606122521888985088', '606122521888985088'],
	[42, '42'],
	['null', undefined],
	[undefined, undefined],
])('the id of %j is %j', (value, id) => {
	expect(idOf(value)).toBe(id);
});

test.each([
	[
		[{ a: 1 }, 'text', null, [], { b: 2 }],
		[{ a: 1 }, { b: 2 }],
	],
	[{ a: 1 }, []],
	[null, []],
	['null', []],
])('the objects of %j are %j', (value, objects) => {
	expect(objectsOf(value)).toEqual(objects);
});

test('what is undefined is left out', () => {
	expect(withoutUndefined({ a: 0, b: undefined, c: '' })).toEqual({ a: 0, c: '' });
});
