import { readFileSync } from 'node:fs';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ICredentialDataDecryptedObject, INodeParameters } from 'n8n-workflow';
import type { N8nApi, StoredCredential } from './n8nApi';
import type { RunningN8n } from './n8nProcess';
import { projectFolder } from './packProject';
import type { StoredWorkflow, WorkflowJson } from './workflow';

/** Names of the nodes in the examples that upload a video and wait for its event, with either trigger. */
export const nodeNames = {
	start: 'When clicking ‘Execute workflow’',
	read: 'Read video',
	upload: 'Upload video',
	trigger: 'When a video is parsed',
};

/** The project's own video, a few seconds of H.264. */
export const sampleVideoFile = join(projectFolder, 'test', 'fixtures', 'sample.mp4');

/** Where workflows of an n8n find the sample video. */
export function sampleVideoIn({ filesFolder }: Pick<RunningN8n, 'filesFolder'>): string {
	return join(filesFolder, 'sample.mp4');
}

/** Puts the sample video where workflows of an n8n may read it; an n8n that does not get it is stopped. */
export async function bringSampleVideo(n8n: Pick<RunningN8n, 'filesFolder' | 'stop'>): Promise<void> {
	try {
		await copyFile(sampleVideoFile, sampleVideoIn(n8n));
	} catch (error) {
		await n8n.stop();
		throw error;
	}
}

/** An example workflow of the project. */
export function readExample(fileName: string): WorkflowJson {
	return JSON.parse(readFileSync(join(projectFolder, 'examples', fileName), 'utf8')) as WorkflowJson;
}

/** Stores the credential of a memories.ai account, with the API Version found out by the node unless `data` names one. */
export async function storeAccount(
	api: N8nApi,
	data: ICredentialDataDecryptedObject & { apiKey: string; baseUrl: string },
): Promise<StoredCredential> {
	return await api.createCredential('memoriesAiApi', { apiVersion: 'auto', ...data }, 'Memories.ai account');
}

/** Imports the upload example as a user would: sample video, credential and Production URL filled in. */
export async function importUploadExample(
	n8n: Pick<RunningN8n, 'api' | 'filesFolder'>,
	account: StoredCredential,
	uploadParameters: INodeParameters = {},
): Promise<StoredWorkflow> {
	const { api } = n8n;
	const workflow = await api.importWorkflow(readExample('upload-and-event.json'), {
		credentials: { memoriesAiApi: account },
	});
	await api.setParameters(workflow.id, nodeNames.read, { fileSelector: sampleVideoIn(n8n) });
	await api.setParameters(workflow.id, nodeNames.upload, {
		callbackUrl: await api.webhookUrl(workflow.id, nodeNames.trigger),
		...uploadParameters,
	});
	return workflow;
}

/** Imports the example with the polling trigger: sample video and credential filled in, and a poll every minute. */
export async function importPollingExample(
	n8n: Pick<RunningN8n, 'api' | 'filesFolder'>,
	account: StoredCredential,
): Promise<StoredWorkflow> {
	const { api } = n8n;
	const workflow = await api.importWorkflow(readExample('upload-and-poll.json'), {
		credentials: { memoriesAiApi: account },
	});
	await api.setParameters(workflow.id, nodeNames.read, { fileSelector: sampleVideoIn(n8n) });
	await api.setParameters(workflow.id, nodeNames.trigger, {
		pollTimes: { item: [{ mode: 'everyMinute' }] },
	});
	return workflow;
}
