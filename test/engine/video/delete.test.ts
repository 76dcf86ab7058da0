import { uploadedVideoNo } from '../../simulator/testClient';
import { byId } from '../support/parameters';
import { Stage } from '../support/stage';

const stage = Stage.forEachTest();

const duplicate = { kind: 'envelope', code: '0409', msg: 'Duplicate request' } as const;

/** What was asked to be deleted, request by request. */
const deletions = () => stage.simulator.journal.filter(({ path }) => path.endsWith('/delete_videos'));

describe.each(['v1.1', 'v1.2'] as const)('API %s', (version) => {
	test('deletes a video for each item', async () => {
		const first = await uploadedVideoNo(stage.simulator, { version });
		const kept = await uploadedVideoNo(stage.simulator, { version });
		const third = await uploadedVideoNo(stage.simulator, { version });
		const items = [{ json: { id: first } }, { json: { id: third } }];
		const run = await stage.runOn(version, 'delete', { videoNos: byId('={{ $json.id }}') }, items);

		expect(run.items).toEqual([
			{ json: { videoNo: first, deleted: true }, pairedItem: { item: 0 } },
			{ json: { videoNo: third, deleted: true }, pairedItem: { item: 1 } },
		]);
		expect(stage.simulator.videos.map(({ videoNo }) => videoNo)).toEqual([kept]);
	});

	test.each([
		['typed text', 'VI1, VI2 ,VI1'],
		['text of an expression', '={{ " VI1,VI2 , VI1," }}'],
		['a list', '={{ ["VI1", "VI2", "VI1"] }}'],
	])('several videos of one item go in one request, each once: %s', async (_case, value) => {
		const run = await stage.runOn(version, 'delete', { videoNos: byId(value) });

		expect(run.items.map(({ json }) => json.videoNo)).toEqual(['VI1', 'VI2']);
		expect(deletions().map(({ json }) => json)).toEqual([['VI1', 'VI2']]);
	});

	test('takes 100 videos a request', async () => {
		const videoNos = Array.from({ length: 201 }, (_, index) => `VI${index}`);
		const run = await stage.runOn(version, 'delete', { videoNos: byId(videoNos.join(',')) });

		expect(run.items).toHaveLength(201);
		expect(deletions().map(({ json }) => (json as string[]).length)).toEqual([100, 100, 1]);
		expect(deletions().flatMap(({ json }) => json)).toEqual(videoNos);
	});

	test('a video that is deleted already counts as deleted, and does not keep the others', async () => {
		const videoNo = await uploadedVideoNo(stage.simulator, { version });
		stage.simulator.faults.next('delete_videos', duplicate, { times: 2 });
		const run = await stage.runOn(version, 'delete', { videoNos: byId(`VI1,${videoNo}`) });

		expect(run.items.map(({ json }) => json)).toEqual([
			{ videoNo: 'VI1', deleted: true },
			{ videoNo, deleted: true },
		]);
		expect(deletions().map(({ json }) => json)).toEqual([['VI1', videoNo], ['VI1'], [videoNo]]);
		expect(stage.simulator.videos).toEqual([]);
	});
});

test('in the part of the account that the user names', async () => {
	const videoNo = await uploadedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
	await stage.runOn('v1.2', 'delete', { videoNos: byId(videoNo), options: { uniqueId: 'team-a' } });

	expect(stage.simulator.videos).toEqual([]);
});

test('a refusal says what was deleted before it, in this item and in earlier ones', async () => {
	const videoNos = Array.from({ length: 101 }, (_, index) => `VI${index}`);
	const answer = { kind: 'http', status: 200, body: '{"code":"0000"}' } as const;
	stage.simulator.faults.next('delete_videos', answer, { times: 2 });
	stage.simulator.faults.next('delete_videos', { kind: 'envelope', code: '0403', msg: '' });
	const run = await stage.runOn('v1.2', 'delete', { videoNos: byId('={{ $json.ids }}') }, [
		{ json: { ids: ['VI1000'] } },
		{ json: { ids: videoNos } },
	]);

	expect(run.error).toMatchObject({
		message: 'The memories.ai account is disabled [Item 1]',
		description: expect.stringMatching(
			/Deleted before: VI0, .*, VI99\. Deleted before this item: item 0: VI1000$/,
		) as string,
	});
});

test.each([
	['={{ [] }}', "'Videos' is empty [Item 0]"],
	['={{ ", ," }}', "'Videos' is empty [Item 0]"],
	['={{ ["VI1", 568102998803353600] }}', "'Videos' has no video ID: 568102998803353600 [Item 0]"],
	['={{ "VI1 VI2" }}', "'Videos' has no video ID: VI1 VI2 [Item 0]"],
])('%s is refused before anything is sent', async (value, message) => {
	const run = await stage.runOn('v1.2', 'delete', { videoNos: byId(value) });

	expect(run.error?.message).toBe(message);
	expect(stage.simulator.journal).toEqual([]);
});
