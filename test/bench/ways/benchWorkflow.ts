import type { IConnections, INodeParameters } from 'n8n-workflow';
import type { WorkflowJson, WorkflowNodeJson } from '../../n8n/workflow';

/** Names of the benchmark workflow's nodes. */
export const nodeNames = { start: 'Start', read: 'Read videos', gate: 'Gate', upload: 'Upload' };

/** What a node is, apart from where it stands in a workflow. */
export type NodeKind = Pick<WorkflowNodeJson, 'type' | 'typeVersion' | 'parameters'>;

/** A workflow that reads videos from disk into n8n's binary store, waits until all are to go on and uploads them. */
export function benchWorkflow(name: string, upload: NodeKind): WorkflowJson {
	const kinds: Record<string, NodeKind> = {
		[nodeNames.start]: { type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		[nodeNames.read]: {
			type: 'n8n-nodes-base.readWriteFile',
			typeVersion: 1,
			parameters: { fileSelector: '' },
		},
		[nodeNames.gate]: { type: 'CUSTOM.gate', typeVersion: 1, parameters: {} },
		[nodeNames.upload]: upload,
	};
	const nodes = Object.entries(kinds).map(([nodeName, kind], index): WorkflowNodeJson => ({
		name: nodeName,
		position: [index * 220, 0],
		...kind,
	}));
	const connections: IConnections = {};
	nodes.reduce((previous, next) => {
		connections[previous.name] = { main: [[{ node: next.name, type: 'main', index: 0 }]] };
		return next;
	});
	return { name, nodes, connections };
}

/** The Memories.ai node as it is when it is dropped into a workflow. */
export const memoriesAiNode: NodeKind = {
	type: 'n8n-nodes-memories-ai.memoriesAi',
	typeVersion: 1,
	parameters: {},
};

/** The benchmark's own node, which uploads with undici and form-data. */
export function undiciNode(uploadUrl: string, apiKey: string): NodeKind {
	return { type: 'CUSTOM.undiciUpload', typeVersion: 1, parameters: { url: uploadUrl, apiKey } };
}

/**
 * n8n's HTTP Request node, set to the same upload; everything else as it is when it is dropped into a workflow.
 *
 * @param options those of the node itself, under "Options"
 */
export function httpRequestNode(uploadUrl: string, apiKey: string, options: INodeParameters = {}): NodeKind {
	return {
		type: 'n8n-nodes-base.httpRequest',
		typeVersion: 4.2,
		parameters: {
			method: 'POST',
			url: uploadUrl,
			sendHeaders: true,
			headerParameters: { parameters: [{ name: 'Authorization', value: apiKey }] },
			sendBody: true,
			contentType: 'multipart-form-data',
			bodyParameters: {
				parameters: [{ parameterType: 'formBinaryData', name: 'file', inputDataFieldName: 'data' }],
			},
			options,
		},
	};
}

/** What has the HTTP Request node stream a body instead of keeping it for a redirect. */
export const withoutRedirects: INodeParameters = { redirect: { redirect: { followRedirects: false } } };
