import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { apiError, inputError } from '../api/errors';
import type { FailedOutcome } from '../api/request';
import type { ApiRefusal } from '../api/refusals';
import type { UploadAttempt } from './sendUpload';
import type { TransferEnding, TransferLimits } from './transferGuard';

const NOT_CONFIRMED: ApiRefusal = {
	kind: 'other',
	code: 'NOT_CONFIRMED',
	message: 'memories.ai took the whole video but did not confirm it',
	description:
		'The video may be there. Look for it in your memories.ai library before you upload it again, so that it is not stored and paid for twice',
};

/**
 * The error that tells the user how the last attempt to upload a video ended.
 *
 * @param isSurelyAbsent whether it is certain that memories.ai has not stored the video
 */
export function uploadError(
	node: INode,
	itemIndex: number,
	limits: TransferLimits,
	{ outcome, progress, ending }: UploadAttempt,
	isSurelyAbsent: boolean,
): NodeApiError | NodeOperationError {
	const { sourceError } = progress;
	if (sourceError !== undefined) {
		return inputError(node, itemIndex, sourceError.message, sourceError.description ?? '');
	}
	if (ending !== undefined && isSurelyAbsent) {
		return inputError(node, itemIndex, ...endingText(ending, limits));
	}
	const failed: FailedOutcome =
		outcome.kind === 'accepted' || !isSurelyAbsent ? { kind: 'refused', refusal: NOT_CONFIRMED } : outcome;
	return apiError(node, failed, itemIndex);
}

function endingText(ending: TransferEnding, limits: TransferLimits): [message: string, description: string] {
	switch (ending) {
		case 'cancelled':
			return ['The upload was stopped because the execution was cancelled', 'No answer came for this video'];
		case 'stalled':
			return [
				`The upload stood still for ${limits.stallTimeoutMs / 1000} seconds`,
				"Check the connection between n8n and memories.ai, or raise the option 'Stall Timeout'",
			];
		case 'tooLong':
			return [
				`The upload was not done after ${limits.uploadTimeoutMs / 60_000} minutes`,
				"Raise the option 'Upload Timeout': 3 GB take about 45 minutes at 10 Mbit/s",
			];
	}
}
