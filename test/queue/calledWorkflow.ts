import { request } from 'undici';
import type { StoredCredential } from '../n8n/n8nApi';
import { readExample } from '../n8n/uploadExample';
import type { StoredWorkflow, WorkflowJson } from '../n8n/workflow';
import type { Cluster } from './cluster';

/** The node of the examples that a click starts. */
const MANUAL_TRIGGER = 'n8n-nodes-base.manualTrigger';

/** Ours, which has the same address in every copy of an example. */
const CALLED_TRIGGER = 'n8n-nodes-memories-ai.memoriesAiTrigger';

/** An active workflow that starts with every call of its address, as production workflows do. */
export interface CalledWorkflow {
	workflow: StoredWorkflow;
	/** Starts it through the processors in turn, each call with the file that it is to read. */
	call: (file: string) => Promise<void>;
}

/**
 * Stores an example with a Webhook node in place of its Manual Trigger, without our own, and makes it active.
 *
 * @param path of its address
 * @param change what else is different about it
 */
export async function startCalledWorkflow(
	{ api, processors }: Cluster,
	example: string,
	path: string,
	{
		account,
		change = () => undefined,
	}: { account: StoredCredential; change?: (workflow: WorkflowJson) => void },
): Promise<CalledWorkflow> {
	const json = readExample(example);
	// An address can be that of one active workflow only.
	for (const { name } of json.nodes.filter(({ type }) => type === CALLED_TRIGGER)) {
		json.nodes = json.nodes.filter((node) => node.name !== name);
		json.connections = Object.fromEntries(
			Object.entries(json.connections).filter(([source]) => source !== name),
		);
	}
	for (const node of json.nodes) {
		if (node.type === MANUAL_TRIGGER) {
			Object.assign(node, {
				type: 'n8n-nodes-base.webhook',
				typeVersion: 2,
				webhookId: path,
				parameters: { httpMethod: 'POST', path, responseMode: 'onReceived', options: {} },
			});
		}
		if (node.type === 'n8n-nodes-base.readWriteFile') node.parameters.fileSelector = '={{ $json.body.file }}';
		// Nobody calls here: the simulator's videos stay as they are until they are settled.
		if (node.parameters.operation === 'upload') node.parameters.callbackUrl = '';
	}
	change(json);
	const workflow = await api.importWorkflow(json, { credentials: { memoriesAiApi: account } });
	await api.activate(workflow.id);

	let calls = 0;
	return {
		workflow,
		call: async (file) => {
			const processor = processors[calls++ % processors.length];
			const answer = await request(`${processor?.url}/webhook/${path}`, {
				method: 'POST',
				// A connection that is kept may be closed by the other side at this very moment.
				reset: true,
				headers: { 'content-type': 'application/json' },
				body: JSON.stringify({ file }),
			});
			const body = await answer.body.text();
			if (answer.statusCode !== 200)
				throw new Error(`${processor?.name} answers ${answer.statusCode}: ${body}`);
		},
	};
}
