import { NodeApiError, NodeOperationError, type INode, type INodeExecutionData } from 'n8n-workflow';
import { withNote, type NodeError } from '../api/errors';
import type { Operation } from './operation';

/**
 * The output item in place of the one that could not be made, for nodes that go on after an error. It goes to the error
 * output where the node has one.
 */
export function failedItem(node: INode, cause: unknown, itemIndex: number): INodeExecutionData {
	const error = asNodeError(node, cause, itemIndex);
	const { videoNo } = error.context;
	return {
		json: {
			error: error.message,
			...(error.description ? { details: error.description } : {}),
			// Of a video that was uploaded before it came to the error.
			...(typeof videoNo === 'string' ? { videoNo } : {}),
		},
		// n8n sends an item with `error` to the error output, and leaves it nothing but its message.
		...(node.onError === 'continueErrorOutput' ? { error } : {}),
		pairedItem: { item: itemIndex },
	};
}

/**
 * The error that ends the node. It names the videos of earlier items on which the operation had a lasting effect,
 * because n8n drops the output of a node that ends with an error, and an upload, for one, is stored and paid for.
 *
 * @param finished the paired output items made before the error
 */
export function endingError(
	node: INode,
	cause: unknown,
	itemIndex: number,
	{ lastingEffect }: Pick<Operation, 'lastingEffect'>,
	finished: readonly INodeExecutionData[],
): NodeError {
	const error = asNodeError(node, cause, itemIndex);
	const videos = finished.flatMap(({ json, pairedItem }) =>
		typeof json.videoNo === 'string' ? [`item ${itemOf(pairedItem)}: ${json.videoNo}`] : [],
	);
	return lastingEffect === undefined || videos.length === 0
		? error
		: withNote(error, `${lastingEffect} before this item: ${videos.join(', ')}`);
}

function itemOf(pairedItem: INodeExecutionData['pairedItem']): number | undefined {
	return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : undefined;
}

/** The error as n8n shows it: what is none of n8n's own becomes one, and the item is named. */
export function asNodeError(node: INode, cause: unknown, itemIndex: number): NodeError {
	if (cause instanceof NodeApiError || cause instanceof NodeOperationError) {
		cause.context.itemIndex ??= itemIndex;
		return cause;
	}
	return new NodeOperationError(node, cause instanceof Error ? cause : String(cause), { itemIndex });
}
