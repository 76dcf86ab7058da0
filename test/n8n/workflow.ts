import {
	NodeHelpers,
	type IConnections,
	type IDataObject,
	type INode,
	type INodeCredentials,
	type INodeParameters,
	type INodeTypeDescription,
	type IWebhookDescription,
} from 'n8n-workflow';

/** A workflow as the editor exports and imports it. */
export interface WorkflowJson {
	name: string;
	nodes: WorkflowNodeJson[];
	connections: IConnections;
	settings?: IDataObject;
	pinData?: IDataObject;
}

/** A node of an exported workflow. */
export interface WorkflowNodeJson extends Pick<
	INode,
	'name' | 'type' | 'typeVersion' | 'credentials' | 'webhookId'
> {
	id?: string;
	position: number[];
	parameters: INodeParameters;
}

/** A workflow that n8n has stored. */
export interface StoredWorkflow extends WorkflowJson {
	id: string;
	versionId: string;
	nodes: INode[];
}

/** The node of that name. */
export function nodeOf(workflow: StoredWorkflow, name: string): INode {
	const node = workflow.nodes.find((candidate) => candidate.name === name);
	if (node !== undefined) return node;
	const names = workflow.nodes.map((candidate) => `"${candidate.name}"`).join(', ');
	throw new Error(`Workflow "${workflow.name}" has no node "${name}", only ${names}`);
}

/** A node with those of the offered credentials, by type, that nodes of its type can use. */
export function withCredentials(
	node: WorkflowNodeJson,
	{ credentials: usable = [] }: INodeTypeDescription,
	offered: INodeCredentials,
): WorkflowNodeJson {
	const credentials = { ...node.credentials };
	for (const { name: type } of usable) {
		const credential = offered[type];
		if (credential !== undefined) credentials[type] = { id: credential.id, name: credential.name };
	}
	return { ...node, credentials };
}

/**
 * A webhook address of a trigger node, as the editor shows it.
 *
 * @param base where webhooks of this kind are: `…/webhook` or `…/webhook-test`
 */
export function webhookUrlOf(
	base: string,
	workflow: StoredWorkflow,
	node: INode,
	{ webhooks }: INodeTypeDescription,
): string {
	const webhook = webhooks?.find(({ name }) => name === 'default');
	if (webhook === undefined) throw new Error(`Node "${node.name}" has no webhook`);
	return NodeHelpers.getNodeWebhookUrl(
		base,
		workflow.id,
		node,
		pathOf(webhook, node),
		webhook.isFullPath === true,
	);
}

/** A path is a fixed text or, in n8n's own Webhook node, the value of a parameter. */
function pathOf({ path }: IWebhookDescription, { parameters, name }: INode): string {
	if (!path.startsWith('=')) return path;
	const parameter = /^=\{\{\$parameter\["(\w+)"\]\}\}$/.exec(path)?.[1];
	if (parameter === undefined) throw new Error(`The webhook path of node "${name}" is computed: ${path}`);
	const value = parameters[parameter];
	return typeof value === 'string' ? value : '';
}
