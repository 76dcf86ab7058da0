import { NodeApiError, NodeOperationError, type INode, type INodeExecutionData } from 'n8n-workflow';

type NodeError = NodeApiError | NodeOperationError;

/** The output item in place of the one that could not be made, for nodes that go on after an error. */
export function failedItem(node: INode, cause: unknown, itemIndex: number): INodeExecutionData {
	const error = asNodeError(node, cause, itemIndex);
	return {
		json: { error: error.message, ...(error.description ? { details: error.description } : {}) },
		error,
		pairedItem: { item: itemIndex },
	};
}

/**
 * The error that ends the node. It names the videos that earlier items have uploaded, because n8n drops the output of a
 * node that ends with an error, and those videos are stored and paid for.
 *
 * @param finished the output items made before the error
 */
export function withFinishedUploads(
	node: INode,
	cause: unknown,
	itemIndex: number,
	finished: readonly INodeExecutionData[],
): NodeError {
	const error = asNodeError(node, cause, itemIndex);
	const uploaded = finished.flatMap(({ json }, item) =>
		typeof json.videoNo === 'string' ? [`item ${item}: ${json.videoNo}`] : [],
	);
	if (uploaded.length > 0) {
		const note = `Uploaded before this item: ${uploaded.join(', ')}`;
		error.description = error.description ? `${error.description}. ${note}` : note;
	}
	return error;
}

function asNodeError(node: INode, cause: unknown, itemIndex: number): NodeError {
	if (cause instanceof NodeApiError || cause instanceof NodeOperationError) {
		cause.context.itemIndex ??= itemIndex;
		return cause;
	}
	return new NodeOperationError(node, cause instanceof Error ? cause : String(cause), { itemIndex });
}
