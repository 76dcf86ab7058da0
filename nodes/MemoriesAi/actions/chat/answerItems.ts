import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import { readChatAnswer } from '../../api/endpoints/v1/chat';
import { UserError } from '../../texts/UserError';

/**
 * The output item for an answer.
 *
 * @param data of memories.ai's answer to a question
 * @param simplify whether the usual parts are enough
 * @param cure what to do where memories.ai said nothing; without a final period
 * @throws UserError where it said nothing
 */
export function answerItems(data: unknown, simplify: boolean, cure: string): INodeExecutionData[] {
	const answer = readChatAnswer(data);
	if (answer === undefined) throw new UserError('memories.ai took the question but gave no answer', cure);
	return [{ json: simplify ? { ...answer } : (data as IDataObject) }];
}
