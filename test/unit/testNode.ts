import type { INode } from 'n8n-workflow';

/** A node to raise errors for. */
export const testNode: INode = {
	id: 'node-1',
	name: 'Upload',
	type: 'n8n-nodes-memories-ai.memoriesAi',
	typeVersion: 1,
	position: [0, 0],
	parameters: {},
};
