import type { IDataObject } from 'n8n-workflow';
import { failureOf, outputOf } from '../n8n/execution';
import type { RunningN8n } from '../n8n/n8nProcess';
import { nodeNames, readExample, sampleVideoIn, storeAccount } from '../n8n/uploadExample';
import { DemoError } from './DemoError';
import type { MemoriesAi } from './memoriesAi';
import type { ExampleWorkflow } from './uploadAndEvent';

/** The steps whose output is shown, in their order. */
const SHOWN_STEPS = ['Upload video', 'Wait until parsed', 'Find the places', 'Write the message'];

/** Stores credential and example workflow in n8n, as a user would. */
export async function setUpSearchExample(
	n8n: RunningN8n,
	{ apiKey, baseUrl }: MemoriesAi,
): Promise<Omit<ExampleWorkflow, 'polling'>> {
	const { api } = n8n;
	const account = await storeAccount(api, { apiKey, baseUrl });
	const test = await api.testCredential(account.id);
	if (test.status !== 'OK') throw new DemoError(`The test of the credential says: ${test.message}`);

	const { id, name } = await api.importWorkflow(readExample('upload-wait-search.json'), {
		credentials: { memoriesAiApi: account },
	});
	await api.setParameters(id, nodeNames.read, { fileSelector: sampleVideoIn(n8n) });
	return { id, name };
}

/**
 * Executes the example workflow.
 *
 * @returns what each of its steps returned, by name
 */
export async function runSearchExample(
	{ api }: RunningN8n,
	{ id }: Pick<ExampleWorkflow, 'id'>,
	timeoutMs: number,
): Promise<Record<string, IDataObject[]>> {
	const started = await api.startWorkflow(id, { triggerName: nodeNames.start });
	const execution = await api.waitForExecution(started, timeoutMs);
	const failure = failureOf(execution);
	if (failure !== undefined) throw new DemoError(`The workflow stopped at ${failure}`);
	return Object.fromEntries(SHOWN_STEPS.map((name) => [name, outputOf(execution, name)]));
}
