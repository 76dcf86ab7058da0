import type { INodeParameters } from 'n8n-workflow';
import type { TestCredential } from '../support/engine';
import { Stage } from '../support/stage';
import { parsedVideoNo } from '../support/videos';

const stage = Stage.forEachTest();

async function search(fields: INodeParameters = {}, apiVersion: TestCredential['apiVersion'] = 'auto') {
	const parameters = { resource: 'search', words: 'a Chair', ...fields };
	return await stage.runOn(apiVersion, 'searchTranscripts', parameters);
}

/** What the searches asked memories.ai for, one a page. */
const asked = () =>
	stage.simulator.tally
		.requestsTo('search_audio_transcripts')
		.map(({ query }) => Object.fromEntries(query) as Record<string, string>);

async function severalVideos(count: number): Promise<string[]> {
	const videoNos: string[] = [];
	for (let made = 0; made < count; made++) videoNos.unshift(await parsedVideoNo(stage.simulator, {}));
	return videoNos;
}

test('gives each place with its time and what is said there', async () => {
	const videoNo = await parsedVideoNo(stage.simulator, {});
	const run = await search();

	expect(asked()).toEqual([{ query: 'a Chair', page: '1', page_size: '50' }]);
	expect(run.items).toEqual([
		{
			json: { videoNo, videoName: 'clip', startTime: 4.5, endTime: 30, text: 'Today we build a chair.' },
			pairedItem: { item: 0 },
		},
	]);
});

test('gives the raw places where the user wants them', async () => {
	const videoNo = await parsedVideoNo(stage.simulator, {});

	expect((await search({ simplify: false })).items.map(({ json }) => json)).toEqual([
		{ videoNo, videoName: 'clip', startTime: '4.5', endTime: '30', audio_ts: 'Today we build a chair.' },
	]);
});

describe('pages', () => {
	test('that are shorter than asked for are all read', async () => {
		stage.simulator.world.longestPage = 2;
		const videoNos = await severalVideos(5);
		const run = await search();

		expect(run.items.map(({ json }) => json.videoNo)).toEqual(videoNos);
		expect(asked().map(({ page }) => page)).toEqual(['1', '2', '3']);
	});

	test('without a total end with an empty one', async () => {
		Object.assign(stage.simulator.world, { longestPage: 2, totalCount: () => undefined });
		const videoNos = await severalVideos(4);
		const run = await search();

		expect(run.items.map(({ json }) => json.videoNo)).toEqual(videoNos);
		expect(asked()).toHaveLength(3);
	});

	test('are not asked for again and again when the server gives the first one only', async () => {
		Object.assign(stage.simulator.world, { longestPage: 2, ignoresPage: true });
		await severalVideos(5);

		expect((await search()).items).toHaveLength(2);
		expect(asked()).toHaveLength(2);
	});

	test('end with the limit', async () => {
		stage.simulator.world.longestPage = 2;
		await severalVideos(5);

		expect((await search({ limit: 3 })).items).toHaveLength(3);
		expect(asked().map(({ page_size: size }) => size)).toEqual(['3', '3']);
	});
});

test('reads the form of 2025, as far as it tells the video', async () => {
	stage.simulator.world.transcriptSearchForm = 'results';
	const videoNo = await parsedVideoNo(stage.simulator, {});

	expect((await search()).items.map(({ json }) => json)).toEqual([
		{ videoNo, startTime: 4.5, text: 'Today we build a chair.' },
	]);
});

test('words that nobody said give no item', async () => {
	await parsedVideoNo(stage.simulator, {});

	expect(await search({ words: 'tables' })).toMatchObject({ status: 'success', items: [] });
});

test('no data at all is nothing found', async () => {
	const alter = () => '{"code":"0000","msg":"success","data":null}';
	stage.simulator.faults.next('search_audio_transcripts', { kind: 'alteredAnswer', alter });

	expect(await search()).toMatchObject({ status: 'success', items: [] });
});

test('looks in the part of the account that the user names', async () => {
	const videoNo = await parsedVideoNo(stage.simulator, { fields: [['unique_id', 'team-a']] });
	await parsedVideoNo(stage.simulator, {});
	const run = await search({ options: { uniqueId: 'team-a' } });

	expect(run.items.map(({ json }) => json.videoNo)).toEqual([videoNo]);
});

test.each<[INodeParameters, TestCredential['apiVersion'], string]>([
	[{ words: ' ' }, 'auto', "'Words' is empty [Item 0]"],
	[{}, 'v1.1', "'Search Transcripts' needs version v1.2 of the memories.ai API [Item 0]"],
	[{ filters: { videoNos: 'VI1' } }, 'v1.2', "'Video IDs' needs a key of the memories.ai Datalake [Item 0]"],
])('%j with API %s is refused before anything is sent', async (fields, apiVersion, message) => {
	expect((await search(fields, apiVersion)).error?.message).toBe(message);
	expect(stage.simulator.journal).toEqual([]);
});

test('an answer that is no list is not memories.ai’s', async () => {
	const alter = () => '{"code":"0000","msg":"success","data":{"text":"a"}}';
	stage.simulator.faults.next('search_audio_transcripts', { kind: 'alteredAnswer', alter });

	expect((await search()).error?.message).toContain('does not come from the memories.ai API');
});

test('the request limit is waited out', async () => {
	await parsedVideoNo(stage.simulator, {});
	stage.simulator.faults.next('search_audio_transcripts', {
		kind: 'http',
		status: 429,
		headers: { 'retry-after': '0' },
	});

	expect((await search()).items).toHaveLength(1);
});
