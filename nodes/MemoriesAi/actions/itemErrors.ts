import type { INodeExecutionData } from 'n8n-workflow';
import { nodeErrorOf, withNote, type ErrorPlace, type NodeError } from '../texts/nodeError';
import type { Operation } from './operation';

/** Where an error of an item came up. */
type ItemPlace = Required<ErrorPlace>;

/**
 * The output item in place of the one that could not be made, for nodes that go on after an error. It goes to the error
 * output where the node has one.
 */
export function failedItem(cause: unknown, place: ItemPlace): INodeExecutionData {
	const error = nodeErrorOf(cause, place);
	const { videoNo, taskId } = error.context;
	return {
		json: {
			error: error.message,
			...(error.description ? { details: error.description } : {}),
			// Of a video that was uploaded before it came to the error.
			...(typeof videoNo === 'string' ? { videoNo } : {}),
			// Of an import that was started.
			...(typeof taskId === 'string' ? { taskId } : {}),
		},
		// n8n sends an item with `error` to the error output, and leaves it nothing but its message.
		...(place.node.onError === 'continueErrorOutput' ? { error } : {}),
		pairedItem: { item: place.itemIndex },
	};
}

/**
 * The error that ends the node. It names the videos, imports and folders of earlier items on which the operation had a
 * lasting effect, because n8n drops the output of a node that ends with an error, and an upload, for one, is stored and paid
 * for.
 *
 * @param finished the paired output items made before the error
 */
export function endingError(
	cause: unknown,
	place: ItemPlace,
	{ lastingEffect }: Pick<Operation, 'lastingEffect'>,
	finished: readonly INodeExecutionData[],
): NodeError {
	const error = nodeErrorOf(cause, place);
	const subjects = finished.flatMap(({ json, pairedItem }) => {
		// An import with its videos has both.
		const id = json.taskId ?? json.videoNo ?? json.folderId;
		return typeof id === 'string' ? [`item ${itemOf(pairedItem)}: ${id}`] : [];
	});
	return lastingEffect === undefined || subjects.length === 0
		? error
		: withNote(error, `${lastingEffect} before this item: ${[...new Set(subjects)].join(', ')}`);
}

function itemOf(pairedItem: INodeExecutionData['pairedItem']): number | undefined {
	return typeof pairedItem === 'object' && 'item' in pairedItem ? pairedItem.item : undefined;
}
