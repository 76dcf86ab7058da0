import path from 'node:path';
import { failureOf, outputOf } from '../n8n/execution';
import { writeLargeVideo } from '../n8n/largeVideo';
import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { nodeNames, Stage } from './support/stage';

let stage: Stage;

beforeAll(async () => {
	stage = await Stage.open('filesystem');
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
