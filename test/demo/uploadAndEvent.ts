import { copyFile, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { IDataObject } from 'n8n-workflow';
import { failureOf, outputOf, type Execution } from '../n8n/execution';
import { WaitTimeoutError } from '../n8n/n8nApi';
import type { RunningN8n } from '../n8n/n8nProcess';
import { projectFolder } from '../n8n/packProject';
import type { WorkflowJson } from '../n8n/workflow';
import { DemoError } from './DemoError';
import type { MemoriesAi } from './memoriesAi';

/** The names of the example workflow's nodes that the demo sets and reads. */
const nodes = {
	start: 'When clicking ‘Execute workflow’',
	read: 'Read video',
	upload: 'Upload video',
	trigger: 'When a video is parsed',
};

const workflowFile = join(projectFolder, 'examples', 'upload-and-event.json');
const videoFile = join(projectFolder, 'test', 'fixtures', 'sample.mp4');

/** The example workflow in a running n8n, ready to be executed. */
export interface ExampleWorkflow {
	id: string;
	name: string;
}

/** Stores credential and example workflow in n8n, as a user would, and activates the workflow. */
export async function setUpExample(
	{ api, filesFolder }: RunningN8n,
	memoriesAi: MemoriesAi,
): Promise<ExampleWorkflow> {
	const credential = await api.createCredential(
		'memoriesAiApi',
		{ apiKey: memoriesAi.apiKey, baseUrl: memoriesAi.baseUrl, apiVersion: 'auto' },
		'Memories.ai account',
	);
	const test = await api.testCredential(credential.id);
	if (test.status !== 'OK') throw new DemoError(`The test of the credential says: ${test.message}`);

	const example = JSON.parse(await readFile(workflowFile, 'utf8')) as WorkflowJson;
	const { id, name } = await api.importWorkflow(example, { credentials: { memoriesAiApi: credential } });
	const video = join(filesFolder, 'sample.mp4');
	await copyFile(videoFile, video);
	await api.setParameters(id, nodes.read, { fileSelector: video });
	await api.setParameters(id, nodes.upload, { callbackUrl: await api.webhookUrl(id, nodes.trigger) });
	await api.activate(id);
	return { id, name };
}

/**
 * Executes the example workflow.
 *
 * @returns what the Memories.ai node returned
 */
export async function uploadVideo({ api }: RunningN8n, { id }: ExampleWorkflow): Promise<IDataObject> {
	return onlyItemOf(await api.runWorkflow(id, { triggerName: nodes.start }), nodes.upload);
}

/**
 * Waits until memories.ai has called and the workflow has run from its trigger.
 *
 * @returns what the Memories.ai Trigger node returned
 */
export async function waitForEvent(
	{ api }: RunningN8n,
	{ id }: ExampleWorkflow,
	timeoutMs: number,
): Promise<IDataObject> {
	try {
		const [execution] = await api.waitForExecutions(id, 1, { mode: 'webhook', timeoutMs });
		return onlyItemOf(execution, nodes.trigger);
	} catch (error) {
		if (!(error instanceof WaitTimeoutError)) throw error;
		const url = await api.webhookUrl(id, nodes.trigger);
		throw new DemoError(
			`No call of memories.ai has started the workflow within ${timeoutMs / 1000} s. It was asked to call ${url}`,
		);
	}
}

function onlyItemOf(execution: Execution | undefined, nodeName: string): IDataObject {
	const failure = execution && failureOf(execution);
	if (failure !== undefined) throw new DemoError(`The workflow stopped at ${failure}`);
	const [item] = execution ? outputOf(execution, nodeName) : [];
	if (item === undefined) throw new DemoError(`"${nodeName}" returned nothing`);
	return item;
}
