import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import {
	findImportTask,
	type ImportedVideo,
	type ImportTask,
} from '../../../../../nodes/MemoriesAi/api/endpoints/v1/importTask';
import { taskOutput } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/taskOutput';
import { waitUntilImported } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/waitUntilImported';
import {
	accepted,
	broken,
	fakeApi,
	listing,
	type SentRequest,
	type Shown,
} from '../../../support/fakeMemoriesAi';
import { failureOf, inVirtualTime } from '../../../support/virtualTime';

const link = 'https://youtu.be/a';
const parsed = (videoNo: string) => ({ video_no: videoNo, video_name: 'clip', status: 'PARSE' });

/** An account in which the import's looks come to these answers, the last one for ever. */
function importing(looks: readonly unknown[], videos: readonly Shown[] = []) {
	let looked = 0;
	return fakeApi((request) => {
		switch (request.endpoint) {
			case 'get_video_ids_by_task_id':
				return accepted(looks[Math.min(looked++, looks.length - 1)]);
			case 'get_metadata':
				return accepted(null);
			default:
				return listing(request, videos);
		}
	});
}

/** Which videos were looked up, one by one. */
const lookedUp = (requests: readonly SentRequest[]) =>
	requests.filter(({ endpoint }) => endpoint === 'get_metadata').map(({ qs }) => qs?.video_no as string);

describe('an import is looked up', () => {
	test('with its videos in the answer', async () => {
		const { api, requests } = importing([
			{ videos: [{ ...parsed('VI1'), video_url: link }, { ...parsed('VI2'), status: 'UNPARSE' }, null] },
		]);
		const task = await findImportTask(api, 't', 'u');

		expect(task).toMatchObject({
			taskId: 't',
			videos: [
				{ videoNo: 'VI1', name: 'clip', status: 'PARSE', link },
				{ videoNo: 'VI2', status: 'UNPARSE' },
			],
		});
		expect(task.videos[1]).not.toHaveProperty('link');
		expect(requests).toMatchObject([{ method: 'GET', qs: { task_id: 't', unique_id: 'u' } }]);
	});

	test('with their numbers, each of which is looked up once, and given even when it is not found', async () => {
		const { api, requests } = importing(
			[{ video_ids: ['VI1', 'VI1', 7, null], videos: [{ ...parsed('VI2') }] }],
			[parsed('VI1')],
		);
		const { videos } = await findImportTask(api, 't');

		expect(videos.map(({ videoNo, status }) => [videoNo, status])).toEqual([
			['VI2', 'PARSE'],
			['VI1', 'PARSE'],
			['7', ''],
		]);
		expect(videos[2]?.name).toBe('');
		expect(requests[0]?.qs).toEqual({ task_id: 't' });
		expect(lookedUp(requests)).toEqual(['VI1', '7']);
	});

	test('with numbers that the list of videos has as well', async () => {
		const { api, requests } = importing([{ video_ids: ['VI1'], videos: [parsed('VI1')] }]);

		expect((await findImportTask(api, 't')).videos).toHaveLength(1);
		expect(requests).toHaveLength(1);
	});

	test('and what is finished is not looked up again', async () => {
		const finished = new Map<string, ImportedVideo>();
		const { api, requests } = importing(
			[{ video_ids: ['VI1', 'VI2'] }],
			[parsed('VI1'), { ...parsed('VI2'), status: 'UNPARSE' }],
		);
		await findImportTask(api, 't', undefined, finished);
		const { videos } = await findImportTask(api, 't', undefined, finished);

		expect([...finished.keys()]).toEqual(['VI1']);
		expect(videos.map(({ videoNo }) => videoNo)).toEqual(['VI1', 'VI2']);
		expect(lookedUp(requests)).toEqual(['VI1', 'VI2', 'VI2']);
	});

	test('again when the connection breaks', async () => {
		const { api } = fakeApi((_request, index) =>
			index === 0 ? broken('ECONNRESET') : accepted({ videos: [] }),
		);

		expect(await inVirtualTime(async () => await findImportTask(api, 't'))).toEqual({
			taskId: 't',
			videos: [],
		});
	});

	test.each([[null], [{}], [[]], [{ videos: null }], [{ videos: 'none', video_ids: {} }]])(
		'but %j shows none',
		async (data) => {
			const { kind } = await failureOf(findImportTask(importing([data]).api, 't'), ApiFailure);

			expect(kind).toBe('empty');
		},
	);
});

describe('an import is given out', () => {
	const video = (videoNo: string, status: string) => ({ videoNo, name: 'clip', status });
	const output = (...videos: ImportTask['videos']) => taskOutput({ taskId: 't', videos });

	test('with what is known of its videos', () => {
		expect(output({ ...video('VI1', 'PARSE'), link }, video('VI2', 'FAIL'), video('VI3', 'UNPARSE'))).toEqual(
			{
				taskId: 't',
				isFinished: false,
				videoCount: 3,
				parsedCount: 1,
				failedCount: 1,
				videos: [
					{ videoNo: 'VI1', name: 'clip', status: 'PARSE', isParsed: true, isFailed: false, link },
					{ videoNo: 'VI2', name: 'clip', status: 'FAIL', isParsed: false, isFailed: true },
					{ videoNo: 'VI3', name: 'clip', status: 'UNPARSE', isParsed: false, isFailed: false },
				],
			},
		);
	});

	test('as finished when memories.ai is done with all of them', () => {
		expect(output(video('VI1', 'PARSE'), video('VI2', 'FAIL'))).toMatchObject({ isFinished: true });
	});

	test('as unfinished while there are none', () => {
		expect(output()).toMatchObject({ isFinished: false, videoCount: 0 });
	});
});

describe('an import is waited for', () => {
	const minutes = (count: number) => count * 60_000;
	const patience = { parseTimeoutMs: minutes(10), checkIntervalMs: 30_000 };
	const waitFor = async (looks: readonly unknown[], expected: number) => {
		const { api, requests } = importing(looks);
		const startedAt = { ms: 0 };
		const run = async () => {
			startedAt.ms = performance.now();
			return await waitUntilImported(api, 't', expected, patience, 'u');
		};
		const ending = await inVirtualTime(run);
		return { ending, requests, tookMs: (requests.at(-1)?.at ?? 0) - startedAt.ms };
	};

	test('until as many videos as it can bring are finished', async () => {
		const { ending, requests } = await waitFor(
			[
				{ videos: [] },
				{ videos: [{ ...parsed('VI1'), status: 'UNPARSE' }] },
				{ videos: [parsed('VI1'), { ...parsed('VI2'), status: 'FAIL' }] },
			],
			2,
		);

		expect(ending).toMatchObject({ kind: 'over', seen: { videos: [{}, {}] } });
		expect(requests).toHaveLength(3);
		expect(requests[2]?.qs).toEqual({ task_id: 't', unique_id: 'u' });
	});

	test('for two minutes after its last new video, when it could bring more', async () => {
		const looks = [{ videos: [parsed('VI1')] }, { videos: [parsed('VI1'), parsed('VI2')] }];
		const { ending, tookMs } = await waitFor(looks, 3);

		expect(ending).toMatchObject({ kind: 'over', seen: { videos: [{}, {}] } });
		expect(tookMs).toBeGreaterThanOrEqual(minutes(2));
		expect(tookMs).toBeLessThan(minutes(3));
	});

	test('as long as new ones come in, and two minutes more', async () => {
		const videos = ['VI1', 'VI2', 'VI3', 'VI4', 'VI5', 'VI6', 'VI7', 'VI8'].map(parsed);
		const looks = videos.map((_video, index) => ({ videos: videos.slice(0, index + 1) }));
		const { ending, requests, tookMs } = await waitFor(looks, 9);

		expect(ending).toMatchObject({ kind: 'over', seen: { videos: { length: 8 } } });
		expect(tookMs - ((requests[7]?.at ?? 0) - (requests[0]?.at ?? 0))).toBeGreaterThanOrEqual(minutes(2));
	});

	test('to the end of the time, when it brings nothing', async () => {
		const { ending } = await waitFor([{ videos: [] }], 1);

		expect(ending.kind).toBe('timeout');
	});

	test('to the end of the time, when one is never finished', async () => {
		const looks = [{ videos: [parsed('VI1'), { ...parsed('VI2'), status: 'UNPARSE' }] }];
		const { ending } = await waitFor(looks, 2);

		expect(ending).toMatchObject({ kind: 'timeout', seen: { videos: [{}, {}] } });
	});
});
