import path from 'node:path';
import { failureOf, hasEnded, outputOf, type Execution } from '../n8n/execution';
import { writeLargeVideo } from '../n8n/largeVideo';
import { importPollingExample, sampleVideoIn } from '../n8n/uploadExample';
import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { defaultApiKey } from '../simulator/simulator';
import { nodeNames, readExample, Stage } from './support/stage';
import { until } from './support/until';

let stage: Stage;

beforeAll(async () => {
	stage = await Stage.open();
	stage.simulator.datalake.switches.ingestInFlightUntil = 'accepted';
});
afterAll(async () => {
	await stage.close();
});

test.each([
	['in one request', 20_000_000, 0],
	['part by part', 300_000_000, 36],
])('%s', async (_case, size, parts) => {
	const { api, filesFolder } = stage.n8n;
	const file = path.join(filesFolder, 'large.mp4');
	const sha256 = await writeLargeVideo(file, size);
	const memoriesAiApi = await stage.credential({ apiKey: defaultDatalakeKey });
	const workflow = await stage.importUploadExample(memoriesAiApi, { callbackUrl: '' });
	await api.setParameters(workflow.id, nodeNames.read, { fileSelector: file });
	const sessionsBefore = stage.simulator.datalake.sessionHost.sessions.length;
	const run = await api.runWorkflow(workflow.id, { triggerName: nodeNames.start });

	expect(failureOf(run)).toBeUndefined();
	const video = stage.simulator.datalake.videos.at(-1);
	expect(video).toMatchObject({ sha256, bytes: size });
	expect(outputOf(run, nodeNames.upload)[0]).toMatchObject({
		videoNo: video?.id,
		fileSize: size,
		apiVersion: 'datalake',
	});
	const sessions = stage.simulator.datalake.sessionHost.sessions.slice(sessionsBefore);
	expect(sessions.flatMap(({ chunks }) => chunks)).toHaveLength(parts);
	expect(stage.simulator.datalake.sessionHost.authorizations).toEqual([]);
	for (const { id } of sessions) expect(JSON.stringify(run) + stage.n8n.logs()).not.toContain(id);
});

test('the credential test of the editor', async () => {
	const good = await stage.credential({ apiKey: defaultDatalakeKey });
	const wrong = await stage.credential({ apiKey: 'sk-mai-wrong' });

	expect(await stage.n8n.api.testCredential(good.id)).toMatchObject({ status: 'OK' });
	expect(await stage.n8n.api.testCredential(wrong.id)).toMatchObject({
		status: 'Error',
		message: expect.stringContaining('does not accept the API key') as string,
	});
});

test('the webhook trigger cannot be activated, and says what to use', async () => {
	const memoriesAiApi = await stage.credential({ apiKey: defaultDatalakeKey });
	const { id } = await stage.importUploadExample(memoriesAiApi);

	await expect(stage.n8n.api.activate(id)).rejects.toThrow(/does not document callbacks/);
});

describe('one workflow: upload, wait, search, a message for each place', () => {
	const finishUploads = {
		'v1.2': async () => {
			const video = stage.simulator.videos.at(-1);
			if (video?.status === 'UNPARSE') await stage.simulator.settle(video.videoNo, 'PARSE');
		},
		datalake: async () => {
			const video = stage.simulator.datalake.videos.at(-1);
			if (video?.status === 'processing') stage.simulator.datalake.settle(video.id, 'ready');
		},
	};

	async function runWith(apiKey: string, finishUpload: () => Promise<void>): Promise<Execution> {
		const { api } = stage.n8n;
		const workflow = await api.importWorkflow(readExample('upload-wait-search.json'), {
			credentials: { memoriesAiApi: await stage.credential({ apiKey }) },
		});
		await api.setParameters(workflow.id, nodeNames.read, { fileSelector: sampleVideoIn(stage.n8n) });
		const executionId = await api.startWorkflow(workflow.id, { triggerName: nodeNames.start });
		await until(async () => {
			await finishUpload();
			return hasEnded(await api.execution(executionId));
		});
		return await api.waitForExecution(executionId, 60_000);
	}

	test('runs unchanged with a key of v1.2 and one of the Datalake, and gives the same fields', async () => {
		const runs = {
			'v1.2': await runWith(defaultApiKey, finishUploads['v1.2']),
			datalake: await runWith(defaultDatalakeKey, finishUploads.datalake),
		};

		for (const [apiVersion, run] of Object.entries(runs)) {
			expect(failureOf(run)).toBeUndefined();
			const [upload] = outputOf(run, nodeNames.upload);
			expect(upload).toMatchObject({ apiVersion });
			expect(outputOf(run, 'Wait until parsed')).toMatchObject([
				{ videoNo: upload?.videoNo, isParsed: true, isFailed: false },
			]);
			const messages = outputOf(run, 'Write the message');
			expect(messages.length).toBeGreaterThan(0);
			for (const message of messages) {
				expect(message).toEqual({ text: expect.stringMatching(/\d/) as string });
				expect(JSON.stringify(message)).not.toMatch(/undefined|null|NaN/);
			}
		}
	});
});

test('the polling trigger hears of videos with different ends', async () => {
	const { api } = stage.n8n;
	const { datalake } = stage.simulator;
	const polling = await importPollingExample(
		stage.n8n,
		await stage.credential({ apiKey: defaultDatalakeKey }),
	);
	await api.activate(polling.id);
	const upload = async () => {
		const run = await api.runWorkflow(polling.id, { triggerName: nodeNames.start });
		return outputOf(run, nodeNames.upload)[0]?.videoNo as string;
	};
	const videoNo = await upload();
	const failed = await upload();
	await upload();
	datalake.settle(failed, 'failed', { code: 'decode_error', message: 'No picture' });
	datalake.settle(videoNo, 'ready');

	const [polled] = await api.waitForExecutions(polling.id, 1, { mode: 'trigger', timeoutMs: 120_000 });
	expect(polled && outputOf(polled, nodeNames.trigger)).toEqual([
		expect.objectContaining({
			event: 'video.parsed',
			videoNo,
			reference: 'sample.mp4',
			verified: 'api',
		}),
	]);
}, 300_000);
