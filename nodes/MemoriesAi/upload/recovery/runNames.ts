import { createHash, randomUUID } from 'crypto';
import type { IExecuteFunctions } from 'n8n-workflow';
import { runNames } from '../../state';

/**
 * By which memories.ai knows an upload when it is sent again: one for each item of each run of a node, which n8n's Retry On
 * Fail and a resumed execution have again. It holds no data of the user.
 *
 * @param itemIndex the input item, counted from 0
 * @returns 64 hexadecimal digits
 */
export function idempotencyKey(context: IExecuteFunctions, itemIndex: number): string {
	// Copies of a workflow in other n8n have its ids, and may come to the same number of execution.
	const place = [context.getInstanceId(), context.getWorkflow().id ?? '', runNameOf(context), itemIndex];
	return createHash('sha256').update(place.join(' ')).digest('hex');
}

/** Names one run of one node: an item may pass another upload node, or this one again in a loop. */
export function runNameOf(context: IExecuteFunctions): string {
	const known = runNames.get(context);
	if (known !== undefined) return known;
	const { $runIndex } = context.getWorkflowDataProxy(0);
	// Without an execution there is nothing that another try could have in common.
	const execution = context.getExecutionId() || randomUUID();
	const name = `${execution} ${context.getNode().id} ${String($runIndex)}`;
	runNames.set(context, name);
	return name;
}
