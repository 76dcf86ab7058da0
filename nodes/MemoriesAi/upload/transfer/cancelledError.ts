import { UserError } from '../../texts/UserError';

/** The error for a video that was not sent to its end because the execution was cancelled. */
export function cancelledError(): UserError {
	return new UserError(
		'The upload was stopped because the execution was cancelled',
		'No answer came for this video',
	);
}
