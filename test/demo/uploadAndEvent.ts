import type { IDataObject } from 'n8n-workflow';
import { failureOf, outputOf, type Execution } from '../n8n/execution';
import { WaitTimeoutError } from '../n8n/n8nApi';
import type { RunningN8n } from '../n8n/n8nProcess';
import { importPollingExample, importUploadExample, nodeNames, storeAccount } from '../n8n/uploadExample';
import { DemoError } from './DemoError';
import type { MemoriesAi } from './memoriesAi';

/** The example workflow in a running n8n, ready to be executed. */
export interface ExampleWorkflow {
	id: string;
	name: string;
	/** Whether its trigger asks memories.ai, instead of being called. */
	polling: boolean;
}

/** n8n polls every minute at most. */
const POLL_MS = 60_000;

/**
 * Stores credential and example workflow in n8n, as a user would, and activates the workflow.
 *
 * @param polling whether it is the example with the polling trigger
 */
export async function setUpExample(
	n8n: RunningN8n,
	{ apiKey, baseUrl }: MemoriesAi,
	polling: boolean,
): Promise<ExampleWorkflow> {
	const { api } = n8n;
	const account = await storeAccount(api, { apiKey, baseUrl });
	const test = await api.testCredential(account.id);
	if (test.status !== 'OK') throw new DemoError(`The test of the credential says: ${test.message}`);

	const { id, name } = await (polling ? importPollingExample : importUploadExample)(n8n, account);
	await api.activate(id);
	return { id, name, polling };
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
 * Waits until memories.ai has called, or a poll has found the video, and the workflow has run from its trigger.
 *
 * @param timeoutMs how long memories.ai may take, in ms
 * @returns what the trigger node returned
 */
export async function waitForEvent(
	{ api }: RunningN8n,
	{ id, polling }: ExampleWorkflow,
	timeoutMs: number,
): Promise<IDataObject> {
	try {
		const [execution] = await (polling
			? api.waitForExecutions(id, 1, { mode: 'trigger', timeoutMs: timeoutMs + POLL_MS })
			: api.waitForExecutions(id, 1, { mode: 'webhook', timeoutMs }));
		return onlyItemOf(execution, nodeNames.trigger);
	} catch (error) {
		if (!(error instanceof WaitTimeoutError)) throw error;
		throw new DemoError(
			polling
				? `No poll has found the video finished within ${(timeoutMs + POLL_MS) / 1000} s`
				: `No call of memories.ai has started the workflow within ${timeoutMs / 1000} s. It was asked to call ` +
						(await api.webhookUrl(id, nodeNames.trigger)),
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
