import { NodeApiError, NodeOperationError, type INode } from 'n8n-workflow';
import { ApiFailure } from '../api/ApiFailure';
import { codeOf, textOfFailure } from './failureTexts';
import { withoutSecrets } from './secrets';
import { PartlyDoneError, UserError } from './UserError';

/** An error that n8n shows with its description. */
export type NodeError = NodeApiError | NodeOperationError;

/** Where an error came up. */
export interface ErrorPlace {
	node: INode;
	/** The item it belongs to, counted from 0; undefined where there is none. */
	itemIndex?: number;
	/** Texts that must not be read by anyone. */
	secrets: readonly string[];
}

/**
 * The error as n8n shows it, with its node, its item and what gets the user unstuck. It holds our own words, and what
 * memories.ai said, so neither the request's headers nor its URL can be in it. An error that is neither memories.ai's nor
 * the user's to mend keeps its own words, and is not dressed up as one.
 */
export function nodeErrorOf(error: unknown, place: ErrorPlace): NodeError {
	return clean(decorated(error, place), place.secrets);
}

/** The same error with one more sentence to its description. */
export function withNote<Error extends NodeError>(error: Error, note: string): Error {
	error.description = error.description ? `${error.description}. ${note}` : note;
	return error;
}

function decorated(error: unknown, place: ErrorPlace): NodeError {
	const { node, itemIndex, secrets } = place;
	const item = itemIndex === undefined ? {} : { itemIndex };
	const atItem = (message: string) => (itemIndex === undefined ? message : `${message} [Item ${itemIndex}]`);
	if (error instanceof PartlyDoneError) return partlyDone(error, place);
	if (error instanceof ApiFailure) {
		const { message, cure } = textOfFailure(error, secrets);
		const code = codeOf(error, secrets) ?? error.kind;
		return new NodeApiError(
			node,
			{ code },
			{ message: atItem(message), description: cure, httpCode: code, ...item },
		);
	}
	if (error instanceof UserError) {
		return new NodeOperationError(node, atItem(error.message), { description: error.cure, ...item });
	}
	if (error instanceof NodeApiError || error instanceof NodeOperationError) {
		error.context.itemIndex ??= itemIndex;
		return error;
	}
	return new NodeOperationError(node, error instanceof Error ? error : String(error), item);
}

function partlyDone({ cause, done, subject }: PartlyDoneError, place: ErrorPlace): NodeError {
	const error = withNote(decorated(cause, place), done);
	const { videoNo, taskId } = subject;
	// n8n leaves an item nothing but the message where the node has an error output.
	if (videoNo !== undefined) {
		error.context.videoNo = videoNo;
		if (!error.message.includes(videoNo)) error.message += `, video ${videoNo} is uploaded`;
	}
	if (taskId !== undefined) {
		error.context.taskId = taskId;
		if (!error.message.includes(taskId)) error.message += `, import ${taskId} is started`;
	}
	return error;
}

/** n8n stores an error with its stack, its context and its cause. */
function clean<Error extends NodeError>(error: Error, secrets: readonly string[]): Error {
	if (secrets.length === 0) return error;
	for (const part of [error, error.cause]) {
		if (!(part instanceof Error)) continue;
		part.message = withoutSecrets(part.message, secrets);
		if (part.stack !== undefined) part.stack = withoutSecrets(part.stack, secrets);
	}
	if (typeof error.description === 'string') error.description = withoutSecrets(error.description, secrets);
	for (const [name, value] of Object.entries(error.context)) {
		if (typeof value === 'string') error.context[name] = withoutSecrets(value, secrets);
	}
	return error;
}
