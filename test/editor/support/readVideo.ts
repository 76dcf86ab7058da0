import type { WorkflowJson } from '../../n8n/workflow';

/**
 * The beginning of a workflow: a start by hand, and a step that reads a video.
 *
 * @param fileSelector the path of the video
 */
export function readVideo(fileSelector: string): Pick<WorkflowJson, 'nodes' | 'connections'> {
	return {
		nodes: [
			{
				name: 'Start',
				type: 'n8n-nodes-base.manualTrigger',
				typeVersion: 1,
				position: [0, 0],
				parameters: {},
			},
			{
				name: 'Read video',
				type: 'n8n-nodes-base.readWriteFile',
				typeVersion: 1,
				position: [220, 0],
				parameters: { fileSelector, options: {} },
			},
		],
		connections: { Start: { main: [[{ node: 'Read video', type: 'main', index: 0 }]] } },
	};
}
