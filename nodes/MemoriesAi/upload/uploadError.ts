import type { INode, NodeApiError, NodeOperationError } from 'n8n-workflow';
import { apiError, inputError, type FailedOutcome } from '../api/errors';
import type { ApiOutcome } from '../api/request';
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

/** The error that tells the user how the last attempt to upload a video ended. */
export function uploadError(
	node: INode,
	itemIndex: number,
	limits: TransferLimits,
	{ outcome, progress, ending }: UploadAttempt,
): NodeApiError | NodeOperationError {
	const { sourceError } = progress;
	if (sourceError !== undefined) {
		return inputError(node, itemIndex, sourceError.message, sourceError.description ?? '');
	}
	if (ending !== undefined) return inputError(node, itemIndex, ...endingText(ending, limits));
	if (isFailed(outcome) && !(progress.isComplete && mayHaveKeptVideo(outcome))) {
		return apiError(node, outcome, itemIndex);
	}
	return apiError(node, { kind: 'refused', refusal: NOT_CONFIRMED }, itemIndex);
}

function isFailed(outcome: ApiOutcome): outcome is FailedOutcome {
	return outcome.kind !== 'accepted';
}

/** Whether the server, having been sent everything, may have kept the video although no usable answer came. */
function mayHaveKeptVideo(outcome: FailedOutcome): boolean {
	if (outcome.kind === 'unanswered') return true;
	return outcome.refusal.kind === 'gateway' || outcome.refusal.kind === 'unreadable';
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
