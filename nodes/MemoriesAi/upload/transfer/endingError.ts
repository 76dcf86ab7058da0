import { UserError } from '../../texts/UserError';
import { cancelledError } from './cancelledError';

/** The error for a transfer that was ended from this side, because of what the user allows, in ms. */
export function endingError(
	ending: 'cancelled' | 'stalled' | 'tooLong',
	{ uploadTimeoutMs, stallTimeoutMs }: { uploadTimeoutMs: number; stallTimeoutMs: number },
): UserError {
	switch (ending) {
		case 'cancelled':
			return cancelledError();
		case 'stalled':
			return new UserError(
				`The upload stood still for ${stallTimeoutMs / 1000} seconds`,
				"Check the connection between n8n and memories.ai, or raise the option 'Stall Timeout'",
			);
		case 'tooLong':
			return new UserError(
				`The upload was not done after ${uploadTimeoutMs / 60_000} minutes`,
				"Raise the option 'Upload Timeout': 3 GB take about 45 minutes at 10 Mbit/s",
			);
	}
}
