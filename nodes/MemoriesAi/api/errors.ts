import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import type { ApiVersion } from './apiVersion';
import type { FailedOutcome } from './request';

/** An error that n8n shows with its description. */
export type NodeError = NodeApiError | NodeOperationError;

/**
 * The error a user sees for a request that did not succeed. It is built from our own words and the envelope only, so
 * neither the request's headers nor its URL can be in it.
 *
 * @param itemIndex the item the request was sent for, counted from 0; absent where there is none
 */
export function apiError(node: INode, outcome: FailedOutcome, itemIndex?: number): NodeApiError {
	const text =
		outcome.kind === 'refused'
			? outcome.refusal
			: {
					code: 'NO_ANSWER',
					message: 'memories.ai did not answer',
					description: `Check Base URL in the credential and the network between n8n and memories.ai, then try again. The connection said: ${outcome.reason}`,
				};
	return new NodeApiError(
		node,
		{ code: text.code },
		{
			message: atItem(text.message, itemIndex),
			description: text.description,
			httpCode: text.code,
			...(itemIndex === undefined ? {} : { itemIndex }),
		},
	);
}

/**
 * The error for something the user can mend: an input, a field, a time limit.
 *
 * @param message what happened, naming the field
 * @param description how to get unstuck
 */
export function inputError(
	node: INode,
	itemIndex: number,
	message: string,
	description: string,
): NodeOperationError {
	return new NodeOperationError(node, atItem(message, itemIndex), { itemIndex, description });
}

/**
 * The error for an operation or a field that the account's generation of the API does not have.
 *
 * @param name as the node shows it
 * @param needed the generation that has it
 * @param wayOut what the user can do in the node, to follow 'This account uses …'; to remove the field, unless given
 */
export function versionError(
	node: INode,
	itemIndex: number,
	name: string,
	needed: ApiVersion,
	wayOut = `Remove '${name}'`,
): NodeOperationError {
	const used = needed === 'v1.2' ? 'v1.1' : 'v1.2';
	return inputError(
		node,
		itemIndex,
		`'${name}' needs version ${needed} of the memories.ai API`,
		`This account uses ${used}. ${wayOut}, or choose another API Version in the credential`,
	);
}

/** The same error with one more sentence to its description. */
export function withNote<Error extends NodeError>(error: Error, note: string): Error {
	error.description = error.description ? `${error.description}. ${note}` : note;
	return error;
}

function atItem(message: string, itemIndex: number | undefined): string {
	return itemIndex === undefined ? message : `${message} [Item ${itemIndex}]`;
}
