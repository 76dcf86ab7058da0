import { copyFile } from 'node:fs/promises';
import path from 'node:path';
import { failureOf, outputOf } from '../n8n/execution';
import { importPollingExample, sampleVideoFile } from '../n8n/uploadExample';
import { allOutputOf, shortestSleep, withLooks } from './support/sleepExample';
import { nodeNames, readExample, Stage } from './support/stage';
import { until } from './support/until';

let stage: Stage;

beforeAll(async () => {
	stage = await Stage.open('filesystem', { keepUserFolder: true });
});
afterAll(async () => {
	await stage.close();
});

test('videos with different ends are heard of by polls and by a loop that sleeps, over a restart of n8n', async () => {
	const credential = await stage.credential();
	const { simulator } = stage;

	const polling = await importPollingExample(stage.n8n, credential);
	await stage.n8n.api.activate(polling.id);

	const sleeping = await stage.n8n.api.importWorkflow(readExample('upload-and-sleep.json'), {
		credentials: { memoriesAiApi: credential },
	});
	for (const name of ['ready', 'failed', 'late', 'stuck']) {
		await copyFile(sampleVideoFile, path.join(stage.n8n.filesFolder, `sleep-${name}.mp4`));
	}
	await stage.n8n.api.setParameters(sleeping.id, 'Read videos', {
		fileSelector: path.join(stage.n8n.filesFolder, 'sleep-*.mp4'),
	});
	await stage.n8n.api.setParameters(sleeping.id, 'Sleep', { amount: shortestSleep, unit: 'seconds' });
	await stage.n8n.api.setParameters(sleeping.id, 'Has it taken too long?', {
		conditions: withLooks(readExample('upload-and-sleep.json').nodes, 2),
	});
	const executionId = await stage.n8n.api.startWorkflow(sleeping.id, { triggerName: nodeNames.start });
	const sleeps = async () => (await stage.n8n.api.execution(executionId)).status === 'waiting';
	await until(sleeps);
	const numberOf = (name: string) =>
		simulator.videos.find(({ fileName }) => fileName === `sleep-${name}.mp4`)?.videoNo ?? '';

	// What is finished while n8n is off, and in mid-sleep, is heard of all the same.
	await stage.restartN8n(async () => {
		await simulator.settle(numberOf('ready'), 'PARSE');
		await simulator.settle(numberOf('failed'), 'FAIL');
	});
	const { api } = stage.n8n;
	expect(await sleeps()).toBe(true);
	const [first] = await api.waitForExecutions(polling.id, 1, { mode: 'trigger' });
	expect(first && outputOf(first, nodeNames.trigger)).toEqual([
		expect.objectContaining({ event: 'video.parsed', videoNo: numberOf('ready'), verified: 'api' }),
	]);

	await until(async () => allOutputOf(await api.execution(executionId), 'Get video').length === 4);
	await until(sleeps);
	await simulator.settle(numberOf('late'), 'PARSE');
	const execution = await api.waitForExecution(executionId, 240_000);
	expect(failureOf(execution)).toBeUndefined();
	expect(allOutputOf(execution, 'Video is ready')).toEqual([
		{ videoNo: numberOf('ready'), fileName: 'sleep-ready.mp4' },
		{ videoNo: numberOf('late'), fileName: 'sleep-late.mp4' },
	]);
	expect(allOutputOf(execution, 'Video failed')).toEqual([
		expect.objectContaining({ videoNo: numberOf('failed'), isFailed: true }),
	]);
	expect(allOutputOf(execution, 'Video takes too long')).toEqual([
		expect.objectContaining({ videoNo: numberOf('stuck'), isParsed: false, isFailed: false }),
	]);

	const polled = await api.waitForExecutions(polling.id, 2, { mode: 'trigger', timeoutMs: 120_000 });
	expect(polled.flatMap((run) => outputOf(run, 'Video is ready')).map(({ videoNo }) => videoNo)).toEqual([
		numberOf('ready'),
		numberOf('late'),
	]);
}, 600_000);
