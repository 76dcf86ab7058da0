import type { INodeExecutionData, INodeParameters } from 'n8n-workflow';
import { Stage } from '../support/stage';
import { DatalakeStage, largeVideo } from '../support/datalake';
import { hurry } from '../support/hurry';
import { byId } from '../support/parameters';
import { storedItem } from '../support/uploads';

describe('many uploads', () => {
	const stage = DatalakeStage.forEachTest();
	const items = async (count: number, bytes: number): Promise<INodeExecutionData[]> => {
		const video = largeVideo(bytes);
		const made: INodeExecutionData[] = [];
		for (let item = 0; item < count; item++) {
			made.push(await storedItem(stage.engine, { fileName: `video ${item}.mp4` }, video));
		}
		return made;
	};
	const refused = () => stage.datalake.journal.filter(({ answer }) => answer?.status === 429).length;

	test('4 x 64 MiB at once, each in an execution of its own', async () => {
		const four = await items(4, 64 * 1024 ** 2);
		const runs = await Promise.all(four.map(async (item) => await stage.run('upload', {}, [item])));

		expect(runs.map(({ error }) => error?.message)).toEqual(Array(4).fill(undefined));
		expect(stage.datalake.createdVideos).toBe(4);
		expect(refused()).toBe(0);
	});

	test('9 executions at once: those beyond the fifth wait, and none is refused', async () => {
		stage.datalake.switches.ingestInFlightUntil = 'accepted';
		const nine = await items(9, 1024 ** 2);
		const runs = await Promise.all(nine.map(async (item) => await stage.run('upload', {}, [item])));

		expect(runs.map(({ error }) => error?.message)).toEqual(Array(9).fill(undefined));
		expect(stage.datalake.createdVideos).toBe(9);
		expect(refused()).toBe(0);
	});

	test('100 x 1 MiB, where memories.ai works on five at a time: no limit reaches the user', async () => {
		await stage.restart({}, { processing: { clock: 'real', parseAfterMs: 20 } });
		const hundred = await items(100, 1024 ** 2);
		hurry();
		const run = await stage.run('upload', {}, hundred);

		expect(run.error).toBeUndefined();
		expect(run.items).toHaveLength(100);
		expect(stage.datalake.createdVideos).toBe(100);
	});

	test('a video that was refused for the limit is not sent whole again, unless it is small', async () => {
		const limit = { kind: 'refusal', status: 429, code: 'rate_limited', retryAfterS: 1 } as const;
		stage.datalake.faults.next('uploadFile', limit);
		stage.datalake.faults.next('finalize', limit, { times: 5 });
		const [video] = await items(1, 20 * 1024 ** 2);
		hurry();
		const run = await stage.run('upload', {}, video === undefined ? [] : [video]);

		expect(run.error).toBeUndefined();
		expect(stage.datalake.requestsTo('uploadFile')).toHaveLength(1);
		expect(stage.datalake.requestsTo('finalize')).toHaveLength(6);
		expect(stage.datalake.sessionHost.sessions[0]?.chunks).toHaveLength(3);
	});
});

describe.each([
	['a key of v1.2', 'v1.2', 'sk-simulator'],
	['a key of the Datalake', 'auto', 'sk-mai-simulator'],
] as const)('the same workflow with %s', (_case, apiVersion, apiKey) => {
	const stage = Stage.forEachTest();
	beforeEach(async () => {
		await stage.restartSimulator({ processing: { clock: 'real', parseAfterMs: 20 } });
	});

	test('upload, wait, search, and all that a message of it needs', async () => {
		const credential = { baseUrl: stage.simulator.url, apiKey, apiVersion };
		const run = async (operation: string, fields: INodeParameters, input: INodeExecutionData[]) => {
			const parameters = { resource: 'video', operation, ...fields };
			const { items, error } = await stage.engine.runNode(parameters, input, credential);
			expect(error?.message).toBeUndefined();
			return items;
		};
		const videoNo = byId('={{ $json.videoNo }}');
		const description = { fileName: `interview ${apiVersion}.mp4` };
		const uploaded = await run('upload', {}, [await storedItem(stage.engine, description)]);
		const ready = await run('waitUntilParsed', { videoNo, options: { checkInterval: 0.05 } }, uploaded);
		const found = await run(
			'searchVideos',
			{ resource: 'search', query: 'a chair', searchIn: 'audio', limit: 1 },
			ready,
		);

		expect(ready).toMatchObject([
			{ json: { name: `interview ${apiVersion}`, isParsed: true, isFailed: false } },
		]);
		expect(found).toMatchObject([
			{
				json: {
					videoName: `interview ${apiVersion}`,
					startTime: expect.any(Number) as number,
					text: expect.stringMatching(/\S/) as string,
				},
			},
		]);
	});
});
