import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { failureOf, type Execution } from '../n8n/execution';
import { sampleVideoFile } from '../n8n/uploadExample';
import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { allOutputOf, shortestSleep, withLooks } from './support/sleepExample';
import { nodeNames, readExample, Stage } from './support/stage';
import { until } from './support/until';

const links = {
	ready: 'https://www.tiktok.com/@workshop/video/7301234567890123411',
	failed: 'https://www.tiktok.com/@workshop/video/7301234567890123412',
	late: 'https://www.youtube.com/watch?v=jNQXAC9IVRw',
	missing: 'https://www.instagram.com/reel/C0aBcDeFgHi/',
};

let stage: Stage;
let runs: Record<'upload' | 'import', Execution>;

beforeAll(async () => {
	stage = await Stage.open('filesystem', { keepUserFolder: true });
	const { datalake, world } = stage.simulator;
	datalake.switches.ingestInFlightUntil = 'accepted';
	world.postsThere = (all) => all.filter((link) => link !== links.missing);
	for (const name of ['ready', 'failed', 'late', 'stuck']) {
		await copyFile(sampleVideoFile, path.join(stage.n8n.filesFolder, `asleep-${name}.mp4`));
	}
	const started = {
		upload: await startSleeping('upload-and-sleep.json', defaultDatalakeKey, 'Read videos', {
			fileSelector: path.join(stage.n8n.filesFolder, 'asleep-*.mp4'),
		}),
		import: await startSleeping('import-and-sleep.json', undefined, 'Import posts', {
			links: Object.values(links).join('\n'),
		}),
	};
	const allSleep = async () => {
		const { api } = stage.n8n;
		const all = [await api.execution(started.upload), await api.execution(started.import)];
		return all.every(({ status }) => status === 'waiting');
	};
	await until(allSleep);
	await stage.restartN8n(async () => {
		datalake.settle(uploaded('ready'), 'ready');
		datalake.settle(uploaded('failed'), 'failed', { code: 'decode_error', message: 'No picture' });
		await stage.simulator.settle(imported('ready'), 'PARSE');
		await stage.simulator.settle(imported('failed'), 'FAIL');
	});
	expect(await allSleep()).toBe(true);

	const { api } = stage.n8n;
	const looks = async (id: string, node: string) => allOutputOf(await api.execution(id), node).length;
	await until(async () => (await looks(started.upload, 'Get video')) === 4);
	await until(async () => (await looks(started.import, 'Get import')) === 3);
	await until(allSleep);
	datalake.settle(uploaded('late'), 'ready');
	await stage.simulator.settle(imported('late'), 'PARSE');
	runs = {
		upload: await api.waitForExecution(started.upload, 240_000),
		import: await api.waitForExecution(started.import, 240_000),
	};
}, 900_000);
afterAll(async () => {
	await stage.close();
});

/** Starts an example whose loop sleeps as shortly as n8n can, and gives up at the second look. */
async function startSleeping(
	fileName: string,
	apiKey: string | undefined,
	sourceName: string,
	source: Record<string, string>,
): Promise<string> {
	const { api } = stage.n8n;
	const example = readExample(fileName);
	const { id } = await api.importWorkflow(example, {
		credentials: {
			memoriesAiApi: await stage.credential(apiKey === undefined ? {} : { apiKey }),
		},
	});
	await api.setParameters(id, sourceName, source);
	await api.setParameters(id, 'Sleep', { amount: shortestSleep, unit: 'seconds' });
	await api.setParameters(id, 'Has it taken too long?', { conditions: withLooks(example.nodes, 2) });
	return await api.startWorkflow(id, { triggerName: nodeNames.start });
}

function uploaded(name: string): string {
	const { videos } = stage.simulator.datalake;
	return videos.find(({ metadata }) => metadata.title === `asleep-${name}`)?.id ?? '';
}

function imported(name: keyof typeof links): string {
	return stage.simulator.videos.find(({ link }) => link === links[name])?.videoNo ?? '';
}

test('uploads with a Datalake key leave the loop by different ways, over a restart of n8n', () => {
	const run = runs.upload;

	expect(failureOf(run)).toBeUndefined();
	expect(allOutputOf(run, 'Video is ready')).toEqual([
		{ videoNo: uploaded('ready'), fileName: 'asleep-ready.mp4' },
		{ videoNo: uploaded('late'), fileName: 'asleep-late.mp4' },
	]);
	expect(allOutputOf(run, 'Video failed')).toEqual([
		expect.objectContaining({ videoNo: uploaded('failed'), isFailed: true, cause: 'No picture' }),
	]);
	expect(allOutputOf(run, 'Video takes too long')).toEqual([
		expect.objectContaining({ videoNo: uploaded('stuck'), isParsed: false, isFailed: false }),
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
