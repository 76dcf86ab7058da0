import { additionalFields } from '../../../nodes/MemoriesAi/actions/video/uploadFields';
import { detailFields } from '../../../nodes/MemoriesAi/upload/transfer/detailFields';

const read = (fields: Record<string, unknown>) => detailFields(additionalFields({}).read(fields));

describe('date taken', () => {
	test.each([
		['2026-05-31T18:30:05', '2026-05-31 18:30:05'],
		['2026-05-31T18:30:05.123Z', '2026-05-31 18:30:05'],
		['2026-05-31T18:30:05+0200', '2026-05-31 18:30:05'],
		['2026-05-31T18:30', '2026-05-31 18:30:00'],
		['2026-05-31 18:30:05', '2026-05-31 18:30:05'],
		['2026-05-31', '2026-05-31 00:00:00'],
		['2024-02-29', '2024-02-29 00:00:00'],
		['2026-05-31T18:30:05 UTC', '2026-05-31 18:30:05'],
		['2026-05-31 18:30:05 +0000 UTC', '2026-05-31 18:30:05'],
		['2026-05-31T18:30:05+02:00[Europe/Berlin]', '2026-05-31 18:30:05'],
		['2026:05:31 18:30:05', '2026-05-31 18:30:05'],
		['2026/05/31 18:30:05', '2026-05-31 18:30:05'],
		['2026-5-1 8:30', '2026-05-01 08:30:00'],
		['2026-05-31 06:30:05 PM', '2026-05-31 18:30:05'],
		['2026-05-31 12:30 am', '2026-05-31 00:30:00'],
		['20260531T183005Z', '2026-05-31 18:30:05'],
		['20260531183005', '2026-05-31 18:30:05'],
		['20260531', '2026-05-31 00:00:00'],
		[20260531, '2026-05-31 00:00:00'],
		['Sun, 31 May 2026 18:30:05 GMT', '2026-05-31 18:30:05'],
		[String(new Date(2026, 4, 31, 18, 30, 5)), '2026-05-31 18:30:05'],
		['May 31, 2026', '2026-05-31 00:00:00'],
		[1780252205, '2026-05-31 18:30:05'],
		['1780252205.123', '2026-05-31 18:30:05'],
		[1780252205123, '2026-05-31 18:30:05'],
		['1780252205123456', '2026-05-31 18:30:05'],
		['1780252205123456789', '2026-05-31 18:30:05'],
		[new Date('2026-05-31T18:30:05Z'), '2026-05-31 18:30:05'],
	])('%s is sent as %s', (input, sent) => {
		expect(read({ datetimeTaken: input })).toEqual([['datetime_taken', sent]]);
	});

	test("n8n's DateTime is read by its ISO form", () => {
		const dateTime = { toISO: () => '2026-05-31T18:30:05.000+02:00' };

		expect(read({ datetimeTaken: dateTime })).toEqual([['datetime_taken', '2026-05-31 18:30:05']]);
	});

	test.each([
		...['2026-02-30', '2026-05-31T25:00', 'yesterday', '31.05.2026', '05/31/2026', '2026', '31 Foo 2026'],
		...['2026-05-31 13:30 PM', '2026-05-31T18:30+25:00', '2026-05-31 18:30 CEST', '0', '1e30', '-'],
		...[0, NaN, true, [], {}, ['2026-05-31'], { toISO: 5 }, new Date(NaN), `${'1 '.repeat(1e5)}May 2026`],
	])('%s is refused', (input) => {
		expect(() => read({ datetimeTaken: input })).toThrow("'Date Taken' is not a date and time");
	});
});

describe('tags', () => {
	test.each([
		['a text', 'one, two,,three '],
		['a list', ['one', ' two', '', 'three']],
		['lines', 'one\ntwo\r\nthree\n'],
		['a text with commas of Chinese', 'one，two、three'],
		['a text with quotation marks', '"one", "two", "three"'],
		['a list written as JSON', '["one", "two", null, "three"]'],
		['a list of objects with names', [{ name: 'one' }, { id: 2, name: 'two' }, { name: null }, 'three']],
		['the same written as JSON', '[{"name":"one"},{"name":"two"},{"name":"three"}]'],
		['a list with what cannot be seen', ['one', '\u200b', 'two', ' ', 'three']],
	])('%s', (_case, tags) => {
		expect(read({ tags })).toEqual([
			['tags', 'one'],
			['tags', 'two'],
			['tags', 'three'],
		]);
	});

	test.each([
		['an object written as JSON', '{"name":"one"}', [['tags', 'one']]],
		[
			'numbers',
			[1, 2.5, 3n],
			[
				['tags', '1'],
				['tags', '2.5'],
				['tags', '3'],
			],
		],
	])('%s', (_case, tags, sent) => {
		expect(read({ tags })).toEqual(sent);
	});

	test.each([
		...[{}, [[]], [{ title: 'one' }], '{"tags":["one"]}', '[object Object]', 'one, [object Object]', NaN],
		...[568102998803353601, [1e21], new Map(), Symbol('one')],
	])('%p are refused', (tags) => {
		expect(() => read({ tags })).toThrow("'Tags' is not a list of words");
	});

	test('20 are taken, 21 are not', () => {
		const list = (count: number) => Array.from({ length: count }, (_, index) => `t${index}`);

		expect(read({ tags: list(20) })).toHaveLength(20);
		expect(() => read({ tags: list(21) })).toThrow("'Tags' has 21 tags");
	});
});

describe('position', () => {
	test('zero is a position', () => {
		expect(read({ latitude: 0, longitude: 0 })).toEqual([
			['latitude', '0'],
			['longitude', '0'],
		]);
	});

	test.each([
		[{ latitude: 91, longitude: 0 }, /'Latitude' must be between -90 and 90/],
		[{ latitude: 0, longitude: -180.1 }, /'Longitude' must be between -180 and 180/],
		[{ latitude: 'north', longitude: 0 }, /'Latitude' is not a number/],
		[{ longitude: 5 }, /'Latitude' and 'Longitude' belong together/],
	])('%j is refused', (fields, message) => {
		expect(() => read(fields)).toThrow(message);
	});
});

test.each([
	['568102998803353600', '568102998803353600'],
	[' \u200b568102998803353600\u200e\n', '568102998803353600'],
	[568102998803353600n, '568102998803353600'],
	['0568102998803353600', '0568102998803353600'],
	[-1, '-1'],
])('folder %p is sent as %s', (folderId, sent) => {
	expect(read({ folderId })).toEqual([['folder_id', sent]]);
});

test.each([
	...[true, 'true', 'TRUE', ' yes ', 'y', 'T', 'on', '1', 1].map((input) => [input, 'true']),
	...[false, 'false', 'False', 'no', 'N', 'f', 'off', '0', 0].map((input) => [input, 'false']),
])('%p as yes or no is sent as %s', (retainOriginalVideo, sent) => {
	expect(read({ retainOriginalVideo })).toEqual([['retain_original_video', sent]]);
});

test.each([2, 'maybe', 'null', [true], {}, NaN])('%p is neither yes nor no', (retainOriginalVideo) => {
	expect(() => read({ retainOriginalVideo })).toThrow("'Keep Original Video' is neither true nor false");
});

test.each([
	[{ folderId: 'my folder' }, /'Folder' is not a number/],
	[{ folderId: 568102998803353600 }, /'Folder' is a number with more digits than n8n keeps of one/],
	[{ cameraModel: NaN }, /'Camera Model' is not a text/],
	[{ cameraModel: '[object Object]' }, /'Camera Model' is not a text/],
	[{ videoTranscriptionPrompt: ['a'] }, /'Transcription Prompt' is not a text/],
	[{ cameraModel: 'x'.repeat(201) }, /'Camera Model' is longer than 200 characters/],
])('%j is refused', (fields, message) => {
	expect(() => read(fields)).toThrow(message);
});

test('empty fields and those of the node itself are not sent', () => {
	expect(
		read({ tags: '', uniqueId: undefined, cameraModel: ' \u200b', reference: 'r', fileName: 'a.mp4' }),
	).toEqual([]);
});
