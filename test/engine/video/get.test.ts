import { uploadedVideoNo } from '../../simulator/testClient';
import { byId } from '../support/parameters';
import { Stage } from '../support/stage';

const stage = Stage.forEachTest();
const createdAt = '2025-08-15T08:11:00.412Z';

describe.each(['v1.1', 'v1.2'] as const)('API %s', (version) => {
	beforeEach(async () => await stage.restartSimulator({ dateNow: () => Date.parse(createdAt) }));

	test('gives the video with numbers as numbers, and says in plain words that it is parsed', async () => {
		const { simulator } = stage;
		const videoNo = await uploadedVideoNo(simulator, { version, fileName: 'interview.mp4' });
		await simulator.settle(videoNo, 'PARSE');
		const run = await stage.runOn(version, 'get', { videoNo: byId(`  ${videoNo} `) });

		expect(run.items).toEqual([
			{
				json: {
					videoNo,
					name: 'interview',
					status: 'PARSE',
					isParsed: true,
					isFailed: false,
					duration: 60,
					size: 18,
					createdAt,
					...(version === 'v1.2'
						? { resolution: '1080p', width: 1920, height: 1080, fps: 30, tags: ['api'] }
						: {}),
				},
				pairedItem: { item: 0 },
			},
		]);
	});

	test.each([
		['still waiting', undefined, { isParsed: false, isFailed: false }],
		['failed', 'FAIL', { isParsed: false, isFailed: true, cause: 'Indexing failed. ' }],
	] as const)('a video that is %s', async (_case, outcome, expected) => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		if (outcome !== undefined) await stage.simulator.settle(videoNo, outcome);
		const run = await stage.runOn(version, 'get', { videoNo: byId(videoNo) });

		expect(run.items[0]?.json).toMatchObject(expected);
	});

	test('one that the account lacks is an error, and the other items go on where the user wants it', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		const items = [{ json: { id: 'VI1' } }, { json: { id: videoNo } }];
		const run = await stage.runOn(version, 'get', { videoNo: byId('={{ $json.id }}') }, items, {
			node: { onError: 'continueRegularOutput' },
		});

		expect(run.items).toMatchObject([
			{
				json: { error: "'Video': the account has no video VI1 [Item 0]" },
				pairedItem: { item: 0 },
			},
			{ json: { videoNo }, pairedItem: { item: 1 } },
		]);
	});

	test('waits when there are too many requests', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		const endpoint = version === 'v1.2' ? 'get_metadata' : 'list_videos';
		const limit = { kind: 'http', status: 429, headers: { 'retry-after': '0' } } as const;
		stage.simulator.faults.next(endpoint, limit, { times: 5 });
		const run = await stage.runOn(version, 'get', { videoNo: byId(videoNo) });

		expect(run.items[0]?.json.videoNo).toBe(videoNo);
	});
});

test.each(['spring404', 'envelope0001'] as const)(
	'v1.2 as of 2025 has no get_metadata: the list serves (%s)',
	async (unknownPathAnswer) => {
		await stage.restartSimulator({ unservedEndpoints: ['get_metadata'], unknownPathAnswer });
		const videoNo = await uploadedVideoNo(stage.simulator);
		const run = await stage.runOn('v1.2', 'get', { videoNo: byId(videoNo) });

		expect(run.items[0]?.json).toMatchObject({ videoNo, status: 'UNPARSE' });
	},
);

test('looks in the part of the account that the user names', async () => {
	const videoNo = await uploadedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
	const fields = { videoNo: byId(videoNo), options: { uniqueId: 'team-a' } };

	expect((await stage.runOn('v1.2', 'get', fields)).items[0]?.json.videoNo).toBe(videoNo);
	expect((await stage.runOn('v1.1', 'get', fields)).error?.message).toBe(
		"'Unique ID' needs version v1.2 of the memories.ai API [Item 0]",
	);
});

test.each([
	['={{ $json.missing }}', "'Video' is empty [Item 0]"],
	['={{ "VI1, VI2" }}', "'Video' has no video ID: VI1, VI2 [Item 0]"],
	['={{ 568102998803353600 }}', "'Video' has no video ID: 568102998803353600 [Item 0]"],
])('the ID %j is refused before anything is sent', async (id, message) => {
	const run = await stage.runOn('v1.2', 'get', { videoNo: byId(id) });

	expect(run.error?.message).toBe(message);
	expect(stage.simulator.journal).toEqual([]);
});
