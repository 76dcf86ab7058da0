import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';

/**
 * What this node has uploaded, by input item. n8n's Retry On Fail runs the node again for all items, with the very same
 * item objects; what is remembered here is then not uploaded, stored and paid for again. An entry goes with its item.
 */
const finishedByItem = new WeakMap<INodeExecutionData, Map<string, INodeExecutionData>>();

/** The result for an item that an earlier try of the same run has uploaded. */
export function finishedUpload(
	context: IExecuteFunctions,
	itemIndex: number,
): INodeExecutionData | undefined {
	const item = context.getInputData()[itemIndex];
	return item && finishedByItem.get(item)?.get(runOf(context, itemIndex));
}

/** Remembers the result for an item, should n8n run the node again. */
export function rememberUpload(
	context: IExecuteFunctions,
	itemIndex: number,
	result: INodeExecutionData,
): void {
	const item = context.getInputData()[itemIndex];
	if (item === undefined) return;
	const results = finishedByItem.get(item) ?? new Map<string, INodeExecutionData>();
	finishedByItem.set(item, results.set(runOf(context, itemIndex), result));
}

/** Names one run of one node: an item may pass another upload node, or this one again in a loop. */
function runOf(context: IExecuteFunctions, itemIndex: number): string {
	const { $runIndex } = context.getWorkflowDataProxy(itemIndex);
	return `${context.getExecutionId()} ${context.getNode().id} ${String($runIndex)}`;
}
