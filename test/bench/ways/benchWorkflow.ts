import type { IConnections } from 'n8n-workflow';
import type { WorkflowJson, WorkflowNodeJson } from '../../n8n/workflow';

/** Names of the benchmark workflow's nodes. */
export const nodeNames = { start: 'Start', read: 'Read videos', wait: 'Wait until', upload: 'Upload' };

/** What a node is, apart from where it stands in a workflow. */
export type NodeKind = Pick<WorkflowNodeJson, 'type' | 'typeVersion' | 'parameters'>;

/** A workflow that reads videos from disk into n8n's binary store, waits for a moment in time and uploads them. */
export function benchWorkflow(name: string, upload: NodeKind): WorkflowJson {
	const kinds: Record<string, NodeKind> = {
		[nodeNames.start]: { type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {} },
		[nodeNames.read]: {
			type: 'n8n-nodes-base.readWriteFile',
			typeVersion: 1,
			parameters: { fileSelector: '' },
		},
		[nodeNames.wait]: {
			type: 'n8n-nodes-base.wait',
			typeVersion: 1.1,
			parameters: { resume: 'specificTime', dateTime: '' },
		},
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

/** n8n's HTTP Request node, set to the same upload; everything else as it is when it is dropped into a workflow. */
export function httpRequestNode(uploadUrl: string, apiKey: string): NodeKind {
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
			options: {},
		},
	};
}
