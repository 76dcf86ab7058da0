import type { IDataObject } from 'n8n-workflow';
import { failureOf, outputOf, type Execution } from '../n8n/execution';
import { WaitTimeoutError } from '../n8n/n8nApi';
import type { RunningN8n } from '../n8n/n8nProcess';
import { importUploadExample, nodeNames, storeAccount } from '../n8n/uploadExample';
import { DemoError } from './DemoError';
import type { MemoriesAi } from './memoriesAi';

/** The example workflow in a running n8n, ready to be executed. */
export interface ExampleWorkflow {
	id: string;
	name: string;
}

/** Stores credential and example workflow in n8n, as a user would, and activates the workflow. */
export async function setUpExample(
	n8n: RunningN8n,
	{ apiKey, baseUrl }: MemoriesAi,
): Promise<ExampleWorkflow> {
	const { api } = n8n;
	const account = await storeAccount(api, { apiKey, baseUrl });
	const test = await api.testCredential(account.id);
	if (test.status !== 'OK') throw new DemoError(`The test of the credential says: ${test.message}`);

	const { id, name } = await importUploadExample(n8n, account);
	await api.activate(id);
	return { id, name };
}

/**
 * Executes the example workflow.
 *
 * @returns what the Memories.ai node returned
 */
export async function uploadVideo({ api }: RunningN8n, { id }: ExampleWorkflow): Promise<IDataObject> {
	return onlyItemOf(await api.runWorkflow(id, { triggerName: nodeNames.start }), nodeNames.upload);
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
		return onlyItemOf(execution, nodeNames.trigger);
	} catch (error) {
		if (!(error instanceof WaitTimeoutError)) throw error;
		const url = await api.webhookUrl(id, nodeNames.trigger);
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
