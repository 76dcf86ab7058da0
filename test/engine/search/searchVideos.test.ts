import type { INodeParameters } from 'n8n-workflow';
import { Stage } from '../support/stage';
import { parsedVideoNo } from '../support/videos';

const stage = Stage.forEachTest();

async function search(apiVersion: 'v1.1' | 'v1.2', fields: INodeParameters = {}) {
	return await stage.runOn(apiVersion, 'searchVideos', { resource: 'search', query: 'a chair', ...fields });
}

/** What the search asked memories.ai for. */
function askedFor(): unknown {
	return stage.simulator.journal.at(-1)?.json;
}

describe.each(['v1.1', 'v1.2'] as const)('API %s', (version) => {
	test('gives each place once, seconds and score as numbers, paired with the search', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { version });
		const run = await search(version, { searchIn: 'clips' });
		const common = { videoNo, videoName: 'clip', score: 0.9 };

		expect(run.items).toEqual([
			{ json: { ...common, startTime: 0, endTime: 30 }, pairedItem: { item: 0 } },
			{ json: { ...common, startTime: 30, endTime: 60 }, pairedItem: { item: 0 } },
		]);
	});

	test('in audio, with what is said there', async () => {
		await parsedVideoNo(stage.simulator, { version });
		const run = await search(version, { searchIn: 'audio' });

		expect(run.items.map(({ json }) => json.text)).toEqual([
			'Welcome to the workshop.',
			'Today we build a chair.',
		]);
	});

	test('gives no more than the limit', async () => {
		for (let count = 0; count < 3; count++) await parsedVideoNo(stage.simulator, { version });
		const run = await search(version, { searchIn: 'clips', limit: 2 });

		expect(run.items).toHaveLength(2);
	});

	test('without a match gives no item', async () => {
		const run = await search(version);

		expect(run).toMatchObject({ status: 'success', items: [] });
	});

	test('gives the raw data where the user wants it', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, { version });
		const run = await search(version, { searchIn: 'clips', simplify: false });
		const first = { videoNo, videoName: 'clip', startTime: '0', endTime: '30', score: 0.9 };

		expect(run.items.map(({ json }) => json)).toEqual([first, expect.anything(), first]);
	});

	test('for several items, each with its own matches', async () => {
		await parsedVideoNo(stage.simulator, { version });
		const fields = { resource: 'search', query: '={{ $json.what }}', searchIn: 'clips', limit: 1 };
		const items = [{ json: { what: 'a' } }, { json: {} }, { json: { what: 'b' } }];
		const run = await stage.runOn(version, 'searchVideos', fields, items, {
			node: { onError: 'continueRegularOutput' },
		});

		expect(run.items.map(({ pairedItem }) => pairedItem)).toEqual([{ item: 0 }, { item: 1 }, { item: 2 }]);
		expect(run.items[1]?.json.error).toBe("'Search For' is empty [Item 1]");
	});
});

test.each(['v1.1', 'v1.2'] as const)(
	'in one folder, with all digits of its number, API %s',
	async (version) => {
		await search(version, { filters: { folderId: ' 568102998803353601 ' } });

		expect(stage.simulator.journal.at(-1)?.jsonText).toMatch(/"folder_id":568102998803353601[,}]/);
	},
);

test('v1.1 finds videos as a whole, without times', async () => {
	const videoNo = await parsedVideoNo(stage.simulator, { version: 'v1.1' });
	const run = await search('v1.1');

	expect(askedFor()).toEqual({ search_param: 'a chair', search_type: 'BY_VIDEO' });
	expect(run.items.map(({ json }) => json)).toEqual([{ videoNo, videoName: 'clip' }]);
});

describe('of v1.2 only', () => {
	test('captions are searched, and come without their large vectors', async () => {
		const videoNo = await parsedVideoNo(stage.simulator, {});
		const run = await search('v1.2', { searchIn: 'captions', limit: 500 });

		expect(askedFor()).toEqual({ search_param: 'a chair', search_type: 'BY_CAPTION', top_k: 200 });
		expect(run.items.map(({ json }) => json)).toEqual([
			{ videoNo, startTime: 0, endTime: 30, score: 0.9, text: 'A man stands at a workbench.' },
			{ videoNo, startTime: 30, endTime: 60, score: 0.9, text: 'A finished chair turns on a table.' },
		]);
	});

	test('filters narrow the search down', async () => {
		const wanted = await parsedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
		await parsedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
		const run = await search('v1.2', {
			limit: 7,
			filters: { filteringLevel: 'high', tag: ' api ', videoNos: `${wanted}, VI1` },
			options: { uniqueId: 'team-a' },
		});

		expect(askedFor()).toEqual({
			search_param: 'a chair',
			search_type: 'BY_VIDEO',
			top_k: 7,
			filtering_level: 'high',
			tag: 'api',
			video_nos: [wanted, 'VI1'],
			unique_id: 'team-a',
		});
		expect(new Set(run.items.map(({ json }) => json.videoNo))).toEqual(new Set([wanted]));
	});

	test('by when, where and with what a video was taken', async () => {
		const fields: Array<[string, string]> = [
			['camera_model', 'GoPro'],
			['datetime_taken', '2026-06-01 12:00:00'],
			['latitude', '52.5'],
			['longitude', '13.4'],
		];
		const wanted = await parsedVideoNo(stage.simulator, { fields });
		await parsedVideoNo(stage.simulator, {});
		const run = await search('v1.2', {
			filters: {
				cameraTag: 'GoPro',
				takenAfter: '2026-05-31T18:30:00+02:00',
				latitude: 52.52,
				longitude: 13.405,
			},
		});

		expect(askedFor()).toEqual({
			search_param: 'a chair',
			search_type: 'BY_VIDEO',
			top_k: 50,
			camera_tag: 'GoPro',
			datetime_taken: '2026-05-31 18:30:00',
			latitude: 52.52,
			longitude: 13.405,
		});
		expect(new Set(run.items.map(({ json }) => json.videoNo))).toEqual(new Set([wanted]));
	});

	test.each([
		[{ searchIn: 'captions' }, 'Captions'],
		[{ filters: { cameraTag: 'a' } }, 'Camera Tag'],
		[{ filters: { takenAfter: '2026-05-31' } }, 'Taken After'],
		[{ filters: { latitude: 1, longitude: 1 } }, 'Latitude'],
		[{ filters: { tag: 'a' } }, 'Tag'],
		[{ filters: { filteringLevel: 'low' } }, 'Match Quality'],
		[{ filters: { videoNos: 'VI1' } }, 'Video IDs'],
		[{ options: { uniqueId: 'a' } }, 'Unique ID'],
	])('with v1.1, %j says so', async (fields, name) => {
		expect((await search('v1.1', fields)).error?.message).toBe(
			`'${name}' needs version v1.2 of the memories.ai API [Item 0]`,
		);
		expect(stage.simulator.journal).toEqual([]);
	});

	test('filters left empty do not count', async () => {
		const run = await search('v1.1', { filters: { tag: '', videoNos: '' } });

		expect(run.status).toBe('success');
	});
});

test.each([
	[{ query: '  ' }, "'Search For' is empty [Item 0]"],
	[
		{ filters: { latitude: 1 } },
		"'Latitude' and 'Longitude' belong together, and one of them is missing [Item 0]",
	],
	[
		{ filters: { takenBefore: '2026-05-31' } },
		"'Taken Before' needs a key of the memories.ai Datalake [Item 0]",
	],
	[{ filters: { folderId: 'holidays' } }, "'Folder' is not a number [Item 0]"],
	[{ filters: { videoNos: 'VI1, no video' } }, "'Video IDs' has no video ID: no video [Item 0]"],
	[
		{ filters: { videoNos: '={{ Array.from({ length: 101 }, (_, index) => `VI${index}`) }}' } },
		"'Video IDs' has 101 videos [Item 0]",
	],
])('%j is refused before anything is sent', async (fields, message) => {
	expect((await search('v1.2', fields)).error?.message).toBe(message);
	expect(stage.simulator.journal).toEqual([]);
});
