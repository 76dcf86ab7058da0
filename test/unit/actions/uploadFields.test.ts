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
	])('%s is sent as %s', (input, sent) => {
		expect(read({ datetimeTaken: input })).toEqual([['datetime_taken', sent]]);
	});

	test("n8n's DateTime is read by its ISO form", () => {
		const dateTime = { toISO: () => '2026-05-31T18:30:05.000+02:00' };

		expect(read({ datetimeTaken: dateTime })).toEqual([['datetime_taken', '2026-05-31 18:30:05']]);
	});

	test.each(['2026-02-30', '2026-05-31T25:00', 'yesterday', '31.05.2026', '2026'])(
		'%s is refused',
		(input) => {
			expect(() => read({ datetimeTaken: input })).toThrow("'Date Taken' is not a date and time");
		},
	);
});

describe('tags', () => {
	test.each([
		['a text', 'one, two,,three '],
		['a list', ['one', ' two', '', 'three']],
	])('%s', (_case, tags) => {
		expect(read({ tags })).toEqual([
			['tags', 'one'],
			['tags', 'two'],
			['tags', 'three'],
		]);
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
	[{ folderId: 'my folder' }, /'Folder' is not a number/],
	[{ cameraModel: 'x'.repeat(201) }, /'Camera Model' is longer than 200 characters/],
])('%j is refused', (fields, message) => {
	expect(() => read(fields)).toThrow(message);
});

test('empty fields and those of the node itself are not sent', () => {
	expect(read({ tags: '', uniqueId: undefined, reference: 'r', fileName: 'a.mp4' })).toEqual([]);
});
