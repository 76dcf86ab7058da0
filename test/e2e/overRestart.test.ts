import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { failureOf, outputOf, type Execution } from '../n8n/execution';
import { importPollingExample, sampleVideoFile } from '../n8n/uploadExample';
import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { defaultApiKey, startSimulator, type Simulator } from '../simulator/simulator';
import { allOutputOf, shortestSleep, withLooks } from './support/sleepExample';
import { nodeNames, readExample, Stage } from './support/stage';
import { until } from './support/until';

const links = {
	ready: 'https://www.tiktok.com/@workshop/video/7301234567890123411',
	failed: 'https://www.tiktok.com/@workshop/video/7301234567890123412',
	late: 'https://www.youtube.com/watch?v=jNQXAC9IVRw',
	missing: 'https://www.instagram.com/reel/C0aBcDeFgHi/',
};

type Generation = 'v1.2' | 'datalake';
type FileName = 'ready' | 'failed' | 'late' | 'stuck';

/** A workflow with the polling trigger, and the videos that it has uploaded. */
interface Polling {
	id: string;
	ready: string;
	failed: string;
	late: string;
}

let stage: Stage;
/** The account that is polled, for whose videos nothing else waits. */
let polled: Simulator;
let polling: Polling;
let runs: Record<Generation | 'import', Execution>;
let events: Execution[];

/** What each generation has of the uploaded files. */
const accounts = {
	'v1.2': {
		videoNo: (name: FileName) =>
			stage.simulator.videos.find(({ fileName }) => fileName === `asleep-${name}.mp4`)?.videoNo ?? '',
		parse: async (name: FileName) => await stage.simulator.settle(accounts['v1.2'].videoNo(name), 'PARSE'),
		fail: async (name: FileName) => await stage.simulator.settle(accounts['v1.2'].videoNo(name), 'FAIL'),
	},
	datalake: {
		videoNo: (name: FileName) => {
			const { videos } = stage.simulator.datalake;
			return videos.find(({ metadata }) => metadata.title === `asleep-${name}`)?.id ?? '';
		},
		parse: async (name: FileName) =>
			stage.simulator.datalake.settle(accounts.datalake.videoNo(name), 'ready'),
		fail: async (name: FileName) =>
			stage.simulator.datalake.settle(accounts.datalake.videoNo(name), 'failed', {
				code: 'decode_error',
				message: 'No picture',
			}),
	},
} satisfies Record<Generation, unknown>;

function imported(name: keyof typeof links): string {
	return stage.simulator.videos.find(({ link }) => link === links[name])?.videoNo ?? '';
}

// What sleeps and what is polled wait side by side, as either takes minutes.
beforeAll(async () => {
	stage = await Stage.openOwn('filesystem', { keepUserFolder: true });
	polled = await startSimulator();
	const { datalake, world } = stage.simulator;
	datalake.switches.ingestInFlightUntil = 'accepted';
	// An import whose first video is parsed before there is a second one is not complete.
	world.importing = (index) => (index === 0 ? 'atOnce' : 'held');
	world.postsThere = (all) => all.filter((link) => link !== links.missing);
	for (const name of ['ready', 'failed', 'late', 'stuck']) {
		await copyFile(sampleVideoFile, path.join(stage.n8n.filesFolder, `asleep-${name}.mp4`));
	}
	const files = { fileSelector: path.join(stage.n8n.filesFolder, 'asleep-*.mp4') };
	const posts = { links: Object.values(links).join('\n') };
	const started = {
		'v1.2': await startSleeping('upload-and-sleep.json', defaultApiKey, 'Read videos', files),
		datalake: await startSleeping('upload-and-sleep.json', defaultDatalakeKey, 'Read videos', files),
		import: await startSleeping('import-and-sleep.json', defaultApiKey, 'Import posts', posts),
	};
	const allSleep = async () => {
		const { api } = stage.n8n;
		const all = Object.values(started).map(async (id) => await api.execution(id));
		return (await Promise.all(all)).every(({ status }) => status === 'waiting');
	};
	polling = await startPolling();
	await until(allSleep);
	await stage.restartN8n(async () => {
		for (const account of Object.values(accounts)) {
			await account.parse('ready');
			await account.fail('failed');
		}
		await stage.simulator.settle(imported('ready'), 'PARSE');
		await polled.settle(polling.ready, 'PARSE');
		await polled.settle(polling.failed, 'FAIL');
	});
	expect(await allSleep()).toBe(true);

	const { api } = stage.n8n;
	const heard = hearOfBoth();
	const haveLooked = async (id: string, node: string, times: number) =>
		await until(async () => allOutputOf(await api.execution(id), node).length === times);
	await haveLooked(started['v1.2'], 'Get video', 4);
	await haveLooked(started.datalake, 'Get video', 4);
	await haveLooked(started.import, 'Get import', 3);
	await until(allSleep);
	for (const account of Object.values(accounts)) await account.parse('late');
	stage.simulator.storeNow();
	await stage.simulator.settle(imported('failed'), 'FAIL');
	await stage.simulator.settle(imported('late'), 'PARSE');
	runs = {
		'v1.2': await api.waitForExecution(started['v1.2'], 240_000),
		datalake: await api.waitForExecution(started.datalake, 240_000),
		import: await api.waitForExecution(started.import, 240_000),
	};
	events = await heard;
}, 900_000);
afterAll(async () => {
	await stage.close();
	await polled.close();
});

/** Starts an example whose loop sleeps as shortly as n8n can, and gives up at the second look. */
async function startSleeping(
	fileName: string,
	apiKey: string,
	sourceName: string,
	source: Record<string, string>,
): Promise<string> {
	const { api } = stage.n8n;
	const example = readExample(fileName);
	const memoriesAiApi = await stage.credential({ apiKey });
	const { id } = await api.importWorkflow(example, { credentials: { memoriesAiApi } });
	await api.setParameters(id, sourceName, source);
	await api.setParameters(id, 'Sleep', { amount: shortestSleep, unit: 'seconds' });
	await api.setParameters(id, 'Has it taken too long?', { conditions: withLooks(example.nodes, 2) });
	return await api.startWorkflow(id, { triggerName: nodeNames.start });
}

async function startPolling(): Promise<Polling> {
	const { api } = stage.n8n;
	const { id } = await importPollingExample(stage.n8n, await stage.credential({ baseUrl: polled.url }));
	await api.activate(id);
	const upload = async () => {
		const run = await api.runWorkflow(id, { triggerName: nodeNames.start });
		return outputOf(run, nodeNames.upload)[0]?.videoNo as string;
	};
	return { id, ready: await upload(), failed: await upload(), late: await upload() };
}

/** The executions that polls have started: of one video, and of another one that is parsed only then. */
async function hearOfBoth(): Promise<Execution[]> {
	const { api } = stage.n8n;
	const hear = async (count: number) =>
		await api.waitForExecutions(polling.id, count, { mode: 'trigger', timeoutMs: 120_000 });
	await hear(1);
	await polled.settle(polling.late, 'PARSE');
	return await hear(2);
}

test.each<[Generation, object]>([
	['v1.2', { isFailed: true }],
	['datalake', { isFailed: true, cause: 'No picture' }],
])('uploads to %s leave the loop by different ways, over a restart of n8n', (generation, failure) => {
	const run = runs[generation];
	const { videoNo } = accounts[generation];

	expect(failureOf(run)).toBeUndefined();
	expect(allOutputOf(run, 'Video is ready')).toEqual([
		{ videoNo: videoNo('ready'), fileName: 'asleep-ready.mp4' },
		{ videoNo: videoNo('late'), fileName: 'asleep-late.mp4' },
	]);
	expect(allOutputOf(run, 'Video failed')).toEqual([
		expect.objectContaining({ videoNo: videoNo('failed'), ...failure }),
	]);
	expect(allOutputOf(run, 'Video takes too long')).toEqual([
		expect.objectContaining({ videoNo: videoNo('stuck'), isParsed: false, isFailed: false }),
	]);
});

test('imports leave the loop when their videos are complete, or have taken too long, over a restart of n8n', () => {
	const run = runs.import;

	expect(failureOf(run)).toBeUndefined();
	expect(allOutputOf(run, 'Video is ready')).toEqual([
		{ videoNo: imported('ready'), link: links.ready },
		{ videoNo: imported('late'), link: links.late },
	]);
	expect(allOutputOf(run, 'Video failed')).toEqual([
		expect.objectContaining({ videoNo: imported('failed'), isFailed: true }),
	]);
	expect(allOutputOf(run, 'Import takes too long')).toEqual([
		expect.objectContaining({ isFinished: false, videoCount: 0, videos: [] }),
	]);
});

test('polls hear of each parsed video once, over a restart of n8n, and of none that failed', () => {
	expect(events[0] && outputOf(events[0], nodeNames.trigger)).toEqual([
		expect.objectContaining({ event: 'video.parsed', videoNo: polling.ready, verified: 'api' }),
	]);
	expect(events.flatMap((run) => outputOf(run, 'Video is ready')).map(({ videoNo }) => videoNo)).toEqual([
		polling.ready,
		polling.late,
	]);
});
