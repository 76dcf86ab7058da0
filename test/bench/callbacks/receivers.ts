import type { StoredCredential } from '../../n8n/n8nApi';
import type { RunningN8n } from '../../n8n/n8nProcess';
import type { WorkflowJson } from '../../n8n/workflow';
import { prepareCallback } from '../../../nodes/MemoriesAi/callback/callbackUrl';

/** A workflow that callbacks start. */
export interface Receiver {
	name: string;
	workflowId: string;
	/** The node that callbacks arrive at. */
	nodeName: string;
	url: string;
	/** Where the next callback is sent, if not to the URL itself: a signed link is good for one video. */
	nextLink?: () => string;
	/** What a caller shows beside the URL. */
	headers: Record<string, string>;
}

/** The receivers' names; results' readers find them by these. */
export const receiverNames = {
	trigger: 'Memories.ai Trigger',
	webhook: 'Webhook node',
	webhookWithHeaderAuth: 'Webhook node with Header Auth',
};

/** The key that links are signed with, and that a memories.ai has to know. */
export const apiKey = 'sk-bench';

/** Nothing listens here: signed callbacks need no API. */
const apiBaseUrl = 'http://127.0.0.1:9';

const secretHeader = { name: 'x-bench', value: 'secret' };

const nodeName = 'Callback';

/**
 * Sets up the same workflow three times: behind the Memories.ai Trigger, which checks signatures; behind n8n's Webhook
 * node, which checks nothing; and behind the Webhook node with Header Auth, which has a credential to check as well.
 */
export async function startReceivers(n8n: RunningN8n): Promise<Receiver[]> {
	const httpHeaderAuth = await n8n.api.createCredential('httpHeaderAuth', secretHeader);
	const trigger = await startTrigger(n8n, { apiBaseUrl, apiVersion: 'v1.2', callbackCheck: 'signed' });
	return [
		{ ...trigger, nextLink: () => signed(trigger.url) },
		await startWebhook(n8n),
		await start(
			n8n,
			receiverNames.webhookWithHeaderAuth,
			webhookWorkflow('headerAuth'),
			{ httpHeaderAuth },
			{ [secretHeader.name]: secretHeader.value },
		),
	];
}

/** Sets up a workflow behind n8n's Webhook node, which checks nothing. */
export async function startWebhook(n8n: RunningN8n): Promise<Receiver> {
	return await start(n8n, receiverNames.webhook, webhookWorkflow('none'), {});
}

/** Which trigger callbacks are sent to. */
interface TriggerSetUp {
	apiBaseUrl: string;
	apiVersion: string;
	callbackCheck: string;
}

/** Sets up a workflow behind the Memories.ai Trigger. */
export async function startTrigger(
	n8n: RunningN8n,
	{ callbackCheck, apiBaseUrl: baseUrl, apiVersion }: TriggerSetUp,
): Promise<Receiver> {
	const memoriesAiApi = await n8n.api.createCredential('memoriesAiApi', { apiKey, baseUrl, apiVersion });
	return await start(n8n, receiverNames.trigger, triggerWorkflow(callbackCheck), { memoriesAiApi });
}

async function start(
	n8n: RunningN8n,
	name: string,
	workflow: WorkflowJson,
	credentials: Record<string, StoredCredential>,
	headers: Receiver['headers'] = {},
): Promise<Receiver> {
	const { id } = await n8n.api.importWorkflow(workflow, { credentials });
	await n8n.api.activate(id);
	return { name, workflowId: id, nodeName, url: await n8n.api.webhookUrl(id, nodeName), headers };
}

/** The URL with the signature of one more upload. */
export function signed(url: string): string {
	const video = { kind: 'upload', reference: 'bench', uniqueId: '' } as const;
	return prepareCallback({ ...video, url, apiKey, apiBaseUrl }).url;
}

function triggerWorkflow(callbackCheck: string): WorkflowJson {
	return workflowBehind({
		type: 'n8n-nodes-memories-ai.memoriesAiTrigger',
		typeVersion: 1,
		parameters: { events: ['all'], callbackCheck },
		webhookId: 'bench-trigger',
	});
}

function webhookWorkflow(authentication: 'headerAuth' | 'none'): WorkflowJson {
	const path = `bench-webhook-${authentication}`;
	return workflowBehind({
		type: 'n8n-nodes-base.webhook',
		typeVersion: 2,
		parameters: { httpMethod: 'POST', path, authentication, responseMode: 'onReceived', options: {} },
		webhookId: path,
	});
}

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
