import { failureOf, outputOf } from '../n8n/execution';
import type { StoredCredential } from '../n8n/n8nApi';
import { nodeNames, readExample, Stage } from './support/stage';

let stage: Stage;
let credential: StoredCredential;

beforeAll(async () => {
	// The mode of queue deployments, in which n8n keeps files in its database.
	stage = await Stage.openOwn('database');
	credential = await stage.credential();
});
afterAll(async () => {
	await stage.close();
});

let listeningWorkflowId: string | undefined;

/** Imports an example with a trigger and activates it in place of the one before, which has the same URL. */
async function listen(fileName: string) {
	const { api } = stage.n8n;
	if (listeningWorkflowId !== undefined) await api.deactivate(listeningWorkflowId);
	const workflow = await api.importWorkflow(readExample(fileName), {
		credentials: { memoriesAiApi: credential },
	});
	await api.activate(workflow.id);
	listeningWorkflowId = workflow.id;
	return { workflowId: workflow.id, url: await api.webhookUrl(workflow.id, nodeNames.trigger) };
}

test('the execution that uploads can wait for the callback and go on', async () => {
	const { api, filesFolder } = stage.n8n;
	const workflow = await api.importWorkflow(readExample('upload-and-resume.json'), {
		credentials: { memoriesAiApi: credential },
	});
	await api.setParameters(workflow.id, nodeNames.read, { fileSelector: `${filesFolder}/sample.mp4` });
	const executionId = await api.startWorkflow(workflow.id, { triggerName: nodeNames.start });
	await until(async () => (await api.execution(executionId)).status === 'waiting');

	const video = stage.simulator.videos.at(-1);
	await stage.simulator.settle(video?.videoNo ?? '', 'PARSE');
	const execution = await api.waitForExecution(executionId);

	expect(failureOf(execution)).toBeUndefined();
	expect(outputOf(execution, 'Video is ready')).toEqual([
		expect.objectContaining({
			body: { videoNo: video?.videoNo, status: 'PARSE' },
			query: expect.objectContaining({ mai: expect.any(String) as string }) as object,
		}),
	]);
});

test('of callbacks that come twice, each event runs once behind Remove Duplicates', async () => {
	const { api } = stage.n8n;
	const { workflowId, url } = await listen('each-event-once.json');
	const upload = await stage.importUploadExample(credential, { callbackUrl: url });
	// Executions at the same moment may both find an event new in n8n's list.
	Object.assign(stage.simulator.callbackManner, { copies: 3, pauseInBodyMs: 1000 });
	for (let round = 0; round < 2; round++) {
		await api.runWorkflow(upload.id, { triggerName: nodeNames.start });
		await stage.simulator.settle(stage.simulator.videos.at(-1)?.videoNo ?? '', 'PARSE');
	}
	Object.assign(stage.simulator.callbackManner, { copies: 1, pauseInBodyMs: 0 });

	const executions = await api.waitForExecutions(workflowId, 6);
	const eventIds = executions.flatMap((execution) =>
		outputOf(execution, 'Video is ready').map(({ eventId }) => eventId),
	);
	expect(executions).toHaveLength(6);
	expect(eventIds).toHaveLength(2);
	expect(new Set(eventIds).size).toBe(2);
});

test.each([
	['late and out of order', { held: true }, 2],
	['slow', { pauseInBodyMs: 300 }, 2],
	['garbled', { garbled: true }, 0],
])('callbacks that come %s', async (_case, manner, events) => {
	const { api } = stage.n8n;
	const { workflowId, url } = await listen('each-event-once.json');
	const upload = await stage.importUploadExample(credential, { callbackUrl: url });
	const before = { ...stage.simulator.callbackManner };
	Object.assign(stage.simulator.callbackManner, manner);
	const videoNos: string[] = [];
	for (let round = 0; round < 2; round++) {
		await api.runWorkflow(upload.id, { triggerName: nodeNames.start });
		const videoNo = stage.simulator.videos.at(-1)?.videoNo ?? '';
		videoNos.push(videoNo);
		await stage.simulator.settle(videoNo, 'PARSE');
	}
	await stage.simulator.releaseCallbacks('reversed');
	Object.assign(stage.simulator.callbackManner, before);

	const executions = await api.waitForExecutions(workflowId, events);
	const heard = executions.flatMap((execution) =>
		outputOf(execution, nodeNames.trigger).map(({ videoNo }) => videoNo),
	);
	expect(heard.sort()).toEqual(events === 0 ? [] : videoNos.sort());
	expect(stage.simulator.callbackDeliveries.slice(-2).map(({ answer }) => answer?.status)).toEqual(
		events === 0 ? [400, 400] : [200, 200],
	);
});

test('a caller that comes again after 503 is heard once the API answers', async () => {
	const { api } = stage.n8n;
	const { workflowId, url } = await listen('each-event-once.json');
	const upload = await stage.importUploadExample(credential, {
		callbackUrl: url,
		options: { signCallback: false },
		additionalFields: {},
	});
	await api.runWorkflow(upload.id, { triggerName: nodeNames.start });
	stage.simulator.callbackManner.attempts = 3;
	stage.simulator.faults.next('list_videos', { kind: 'http', status: 502 }, { times: 2 });
	await stage.simulator.settle(stage.simulator.videos.at(-1)?.videoNo ?? '', 'PARSE');
	stage.simulator.callbackManner.attempts = 1;

	expect(stage.simulator.callbackDeliveries.slice(-3).map(({ answer }) => answer?.status)).toEqual([
		503, 503, 200,
	]);
	expect(await api.waitForExecutions(workflowId, 1)).toHaveLength(1);
});

async function until(isTrue: () => Promise<boolean>): Promise<void> {
	while (!(await isTrue())) await new Promise((resolve) => setTimeout(resolve, 100));
}
