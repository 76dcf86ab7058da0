import type { RunningN8n } from '../../n8n/n8nProcess';
import type { WorkflowJson } from '../../n8n/workflow';
import { prepareCallbackUrl } from '../../../nodes/MemoriesAi/callback/callbackUrl';

/** A workflow that callbacks start. */
export interface Receiver {
	name: string;
	workflowId: string;
	/** The node that callbacks arrive at. */
	nodeName: string;
	url: string;
}

const apiKey = 'sk-bench';

/** Nothing listens here: signed callbacks need no API. */
const apiBaseUrl = 'http://127.0.0.1:9';

const nodeName = 'Callback';

/**
 * Sets up the same workflow twice, once behind the Memories.ai Trigger and once behind n8n's Webhook node.
 *
 * @returns the trigger first
 */
export async function startReceivers(n8n: RunningN8n): Promise<Receiver[]> {
	const memoriesAiApi = await n8n.api.createCredential('memoriesAiApi', {
		apiKey,
		baseUrl: apiBaseUrl,
		apiVersion: 'v1.2',
	});
	const start = async (name: string, workflow: WorkflowJson) => {
		const { id } = await n8n.api.importWorkflow(workflow, { credentials: { memoriesAiApi } });
		await n8n.api.activate(id);
		return { name, workflowId: id, nodeName, url: await n8n.api.webhookUrl(id, nodeName) };
	};
	const trigger = await start('Memories.ai Trigger', triggerWorkflow);
	const webhook = await start('Webhook node', webhookWorkflow);
	return [{ ...trigger, url: signed(trigger.url) }, webhook];
}

function signed(url: string): string {
	const node = {
		id: '',
		name: '',
		type: '',
		typeVersion: 1,
		position: [0, 0] as [number, number],
		parameters: {},
	};
	return prepareCallbackUrl(node, 0, { url, reference: 'bench', signingKey: apiKey, apiBaseUrl });
}

const triggerWorkflow = workflowBehind({
	type: 'n8n-nodes-memories-ai.memoriesAiTrigger',
	typeVersion: 1,
	parameters: { events: ['all'], callbackCheck: 'signed' },
	webhookId: 'bench-trigger',
});

const webhookWorkflow = workflowBehind({
	type: 'n8n-nodes-base.webhook',
	typeVersion: 2,
	parameters: { httpMethod: 'POST', path: 'bench-webhook', responseMode: 'onReceived', options: {} },
	webhookId: 'bench-webhook',
});

function workflowBehind(start: Omit<WorkflowJson['nodes'][number], 'name' | 'position'>): WorkflowJson {
	return {
		name: start.type,
		nodes: [
			{ ...start, name: nodeName, position: [0, 0] },
			{ name: 'Done', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
		],
		connections: { [nodeName]: { main: [[{ node: 'Done', type: 'main', index: 0 }]] } },
		settings: { executionOrder: 'v1' },
	};
}
