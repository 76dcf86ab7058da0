import type { INodeParameters } from 'n8n-workflow';
import type { DatalakeSwitches } from '../../simulator/datalake/switches';
import { DatalakeStage } from '../support/datalake';
import { byId } from '../support/parameters';
import { hurry } from '../support/hurry';
import { inMemoryItem } from '../support/uploads';

const stage = DatalakeStage.forEachTest();

async function readyVideo(
	additionalFields: INodeParameters = {},
	fileName = 'interview.mp4',
): Promise<string> {
	const run = await stage.run('upload', { additionalFields }, [inMemoryItem({ fileName })]);
	const videoNo = run.items[0]?.json.videoNo as string;
	stage.datalake.settle(videoNo, 'ready');
	return videoNo;
}

const names = async (fields: INodeParameters) =>
	(await stage.run('getMany', fields)).items.map(({ json }) => json.name);

describe('Get', () => {
	test('gives a video with the names that it has everywhere', async () => {
		const videoNo = await readyVideo({ reference: 'order-1', tags: 'a, b', cameraModel: 'X' });
		const run = await stage.run('get', { videoNo: byId(videoNo) });

		expect(run.items[0]?.json).toEqual({
			videoNo,
			name: 'interview',
			status: 'ready',
			isParsed: true,
			isFailed: false,
			duration: 60,
			createdAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string,
			tags: ['a', 'b'],
			cameraModel: 'X',
			reference: 'order-1',
			collectionId: stage.datalake.collections[0]?.id,
		});
	});

	test('says how far memories.ai is', async () => {
		const run = await stage.run('upload', {}, [inMemoryItem()]);
		const videoNo = run.items[0]?.json.videoNo as string;
		stage.datalake.setProgress(videoNo, { percent: 40 });

		expect((await stage.run('get', { videoNo: byId(videoNo) })).items).toMatchObject([
			{ json: { status: 'processing', isParsed: false, isFailed: false, progress: 40 } },
		]);
	});

	test('says that there is no such video', async () => {
		const run = await stage.run('get', { videoNo: byId('vid_0') });

		expect(run.error?.message).toBe("'Video': the account has no video vid_0 [Item 0]");
	});
});

describe('Get Many', () => {
	beforeEach(async () => {
		stage.datalake.switches.defaultPageSize = 1;
		stage.datalake.switches.maxPageSize = 2;
		await readyVideo({ tags: 'x' }, 'one.mp4');
		await readyVideo({}, 'two.mp4');
		const { id } = stage.datalake.addCollection('other');
		const collection = { __rl: true, mode: 'id', value: id };
		const run = await stage.run('upload', { additionalFields: { collection } }, [
			inMemoryItem({ fileName: 'three.mp4' }),
		]);
		stage.datalake.settle(run.items[0]?.json.videoNo as string, 'failed', {
			code: 'broken',
			message: 'Broken.',
		});
	});

	test.each<[INodeParameters, string[]]>([
		[{}, ['three', 'two', 'one']],
		[{ status: 'parsed' }, ['two', 'one']],
		[{ status: 'failed' }, ['three']],
		[{ tag: 'x' }, ['one']],
		[{ collection: { __rl: true, mode: 'name', value: 'other' } }, ['three']],
		[{ name: 'TW' }, ['two']],
	])('%j', async (filters, expected) => {
		expect(await names({ returnAll: true, filters })).toEqual(expected);
	});

	test('a limit', async () => {
		expect(await names({ returnAll: false, limit: 2 })).toEqual(['three', 'two']);
	});

	test('the field’s list goes on where it stopped', async () => {
		const list = async (token?: string) =>
			await stage.engine.searchList('searchVideos', {}, stage.credential(), '', token);
		const first = await list();

		expect(first.results.map(({ name }) => name)).toEqual(['three (failed)', 'two']);
		expect((await list(String(first.paginationToken))).results.map(({ name }) => name)).toEqual(['one']);
	});
});

describe('Wait Until Parsed', () => {
	const waiting = { waitUntilParsed: true, checkInterval: 0.05, parseTimeout: 1 };

	test('an upload can wait', async () => {
		await stage.restart({}, { processing: { clock: 'real', parseAfterMs: 50 } });
		const run = await stage.run('upload', { options: waiting }, [inMemoryItem()]);

		expect(run.items).toMatchObject([
			{ json: { videoStatus: 'ready', isParsed: true, fileName: 'sample.mp4' } },
		]);
	});

	test.each([
		['failed', 'failed'],
		['cancelled', 'cancelled'],
		['ready, a part of the work undone', 'ready'],
	] as const)('%s ends it with the reason', async (_case, outcome) => {
		const uploaded = await stage.run('upload', {}, [inMemoryItem()]);
		const videoNo = uploaded.items[0]?.json.videoNo as string;
		stage.datalake.settle(videoNo, outcome, { code: 'derive_failed', message: 'No speech model.' });
		const run = await stage.run('waitUntilParsed', {
			videoNo: byId(videoNo),
			options: { checkInterval: 0.05 },
		});

		expect(run.error?.message).toContain(`memories.ai could not parse the video ${videoNo}`);
		expect(run.error?.description).toContain('No speech model.');
	});

	test('its end says how far memories.ai was', async () => {
		const uploaded = await stage.run('upload', {}, [inMemoryItem()]);
		const videoNo = uploaded.items[0]?.json.videoNo as string;
		stage.datalake.setProgress(videoNo, { percent: 62 });
		hurry();
		const run = await stage.run('waitUntilParsed', {
			videoNo: byId(videoNo),
			options: { parseTimeout: 0.2 },
		});

		expect(run.error?.description).toContain('Its status is processing, 62 % done');
	});
});

describe('what is in a video', () => {
	test.each<Partial<DatalakeSwitches>>([
		{},
		{ transcriptionField: 'transcription', captionField: 'captions', summaryField: 'text' },
		{ transcriptionField: 'data', captionField: 'caption' },
		{ transcriptionField: 'aggregated', captionField: 'aggregated' },
		{ videoIdField: 'video_id', durationField: 'duration_seconds', errorForm: 'flat' },
	])('%j', async (switches) => {
		Object.assign(stage.datalake.switches, switches);
		const videoNo = byId(await readyVideo());
		const audio = await stage.run('getTranscript', { videoNo, transcriptType: 'audio' });
		const visual = await stage.run('getTranscript', { videoNo, transcriptType: 'visual' });
		const summary = await stage.run('summarize', { videoNo });

		expect(audio.items[0]?.json.segments).toMatchObject([{ speaker: 'spk_1' }, {}]);
		expect(visual.items[0]?.json.text).toMatch(/\S/);
		expect(summary.items).toMatchObject([
			{ json: { summary: expect.stringMatching(/\S/) as string, sections: [] } },
		]);
	});

	test.each(['getTranscript', 'summarize'])(
		'%s of a video that is not ready, or has failed',
		async (operation) => {
			const run = await stage.run('upload', {}, [inMemoryItem()]);
			const id = run.items[0]?.json.videoNo as string;
			const early = await stage.run(operation, { videoNo: byId(id) });
			stage.datalake.settle(id, 'failed', { code: 'broken', message: 'Broken.' });
			const late = await stage.run(operation, { videoNo: byId(id) });

			expect(early.error?.message).toContain('memories.ai has not parsed the video yet');
			expect(late.error?.message).toContain('memories.ai could not parse the video');
		},
	);
});

describe('Search Videos', () => {
	const search = async (fields: INodeParameters = {}) =>
		await stage.run('searchVideos', { resource: 'search', query: 'a chair', ...fields });
	const sent = () => stage.datalake.requestsTo('search').map(({ json }) => json as object);

	test.each([
		['audio', { targets: ['transcription'], mode: 'hybrid', group_by: 'moment' }],
		['captions', { targets: ['caption'], mode: 'hybrid', group_by: 'moment' }],
		['clips', { targets: ['frame_embedding'], mode: 'semantic', group_by: 'moment' }],
		[
			'videos',
			{ targets: ['summary', 'title', 'caption', 'frame_embedding'], mode: 'semantic', group_by: 'video' },
		],
	])('in %s', async (searchIn, expected) => {
		const videoNo = await readyVideo();
		const run = await search({ searchIn });

		expect(sent()).toMatchObject([{ query: 'a chair', top_k: 50, ...expected }]);
		expect(run.items[0]?.json).toMatchObject({
			videoNo,
			videoName: 'interview',
			startTime: expect.any(Number) as number,
			endTime: expect.any(Number) as number,
			score: 0.5,
			thumbnailUrl: expect.stringMatching(/^http/) as string,
		});
	});

	test('filters', async () => {
		await readyVideo();
		await search({
			filters: {
				tag: 'a',
				videoNos: 'vid_1, vid_2',
				takenAfter: '2026-01-01T00:00:00Z',
				takenBefore: '2026-02-01T00:00:00Z',
			},
		});

		expect(sent()).toMatchObject([
			{
				filter: {
					video_ids: ['vid_1', 'vid_2'],
					tags: ['a'],
					captured_at: { gte: '2026-01-01T00:00:00Z', lt: '2026-02-01T00:00:00Z' },
				},
			},
		]);
	});

	test('without hybrid search, by meaning', async () => {
		stage.datalake.switches.hybridSearch = false;
		await readyVideo();
		const run = await search({ searchIn: 'audio' });

		expect(run.items).not.toHaveLength(0);
		expect(sent()).toMatchObject([{ mode: 'hybrid' }, { mode: 'semantic' }]);
	});

	test('in an account without the usual collection, the names there are', async () => {
		stage.datalake.addCollection('talks');
		const run = await search();

		expect(run.error?.message).toContain("'Collection': the account has no collection named 'n8n'");
		expect(run.error?.description).toContain("It has 'talks'");
		expect(stage.datalake.collections).toHaveLength(1);
	});

	test('more than one page', async () => {
		for (let count = 0; count < 3; count++) await readyVideo();
		const run = await search({ searchIn: 'clips', limit: 201, simplify: false });

		expect(sent()[0]).toMatchObject({ top_k: 200 });
		expect(run.items.length).toBeGreaterThan(3);
	});
});

describe('Search Transcripts', () => {
	const search = async (fields: INodeParameters = {}) =>
		await stage.run('searchTranscripts', { resource: 'search', words: 'a Chair', ...fields });
	const sent = () => stage.datalake.requestsTo('search').map(({ json }) => json as object);

	test('letter by letter, in what is said', async () => {
		const videoNo = await readyVideo();
		const run = await search();

		expect(sent()).toEqual([
			{
				collection_id: expect.stringMatching(/^col_/) as string,
				query: 'a Chair',
				targets: ['transcription'],
				mode: 'keyword',
				group_by: 'moment',
				top_k: 50,
			},
		]);
		expect(run.items.map(({ json }) => json)).toMatchObject([
			{ videoNo, videoName: 'interview', startTime: 4.5, endTime: 30, text: 'Today we build a chair.' },
		]);
	});

	test('page after page', async () => {
		const count = 3;
		for (let made = 0; made < count; made++) await readyVideo();
		const run = await search({ limit: 2 });

		expect(run.items).toHaveLength(2);
		expect((await search({ limit: 201 })).items).toHaveLength(count);
	});

	test('filters', async () => {
		await readyVideo();
		await search({ filters: { tag: 'a', videoNos: 'vid_1', takenAfter: '2026-01-01T00:00:00Z' } });

		expect(sent()).toMatchObject([
			{ filter: { video_ids: ['vid_1'], tags: ['a'], captured_at: { gte: '2026-01-01T00:00:00Z' } } },
		]);
	});

	test('nothing found gives no item, Ask Library is refused with the way out', async () => {
		await readyVideo();

		expect(await search({ words: 'tables' })).toMatchObject({ status: 'success', items: [] });
		expect(
			(await stage.run('askLibrary', { resource: 'chat', prompt: 'What?' })).error?.description,
		).toContain("'Search Videos'");
	});
});

test.each(['empty', 'json'] as const)(
	'Delete: also what is gone already (answer: %s)',
	async (deleteAnswer) => {
		stage.datalake.switches.deleteAnswer = deleteAnswer;
		const videoNos = [await readyVideo(), await readyVideo(), 'vid_0'];
		const run = await stage.run('delete', { videoNos: byId(videoNos.join(', ')) });

		expect(run.items.map(({ json }) => json)).toEqual(
			videoNos.map((videoNo) => ({ videoNo, deleted: true })),
		);
		expect(stage.datalake.videos).toEqual([]);
	},
);

describe('Upload From URL', () => {
	const videoUrl = 'https://cdn.example.com/My%20interview.mp4?signature=0123456789abcdef';

	test('has memories.ai fetch the video', async () => {
		const additionalFields = { reference: 'order-1', tags: 'a' };
		const run = await stage.run('uploadFromUrl', { videoUrl, additionalFields });

		expect(stage.datalake.videos).toMatchObject([
			{
				sourceUrl: videoUrl,
				metadata: { title: 'My interview', tags: ['a'], custom: { reference: 'order-1' } },
			},
		]);
		expect(run.items).toMatchObject([
			{ json: { videoNo: stage.datalake.videos[0]?.id, apiVersion: 'datalake' } },
		]);
		expect(run.stored).not.toContain('0123456789abcdef');
	});

	test('tags that an upload may not have are set afterwards', async () => {
		stage.datalake.switches.tagsAtUpload = 'refused';
		const fields = { videoUrl, additionalFields: { tags: 'a' } };
		await stage.run('uploadFromUrl', fields);
		await stage.run('uploadFromUrl', fields);

		expect(stage.datalake.videos.map(({ metadata }) => metadata.tags)).toEqual([['a'], ['a']]);
		expect(stage.datalake.requestsTo('uploadUrl')).toHaveLength(3);
	});

	test('a lost answer ends in one video', async () => {
		stage.datalake.faults.next('uploadUrl', { kind: 'dropAfterBody', createVideo: true });
		hurry();
		const run = await stage.run('uploadFromUrl', { videoUrl });

		expect(run.status).toBe('success');
		expect(stage.datalake.createdVideos).toBe(1);
	});

	test('a page in place of a video, in words', async () => {
		const run = await stage.run('uploadFromUrl', { videoUrl: 'https://example.com/watch.html' });

		expect(run.error?.message).toBe('memories.ai found no video at the address [Item 0]');
	});
});
