import { ApiFailure } from '../../api/ApiFailure';
import { growingPause } from '../../api/transport/pause';
import { LONGEST_RETRY_AFTER_MS } from '../../api/transport/request';

/** The API allows as little as one upload a minute. Source: "Rate limits" page. */
const LIMIT_PAUSE_MS = 20_000;
const CONNECTION_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 120_000;

/**
 * How long to wait before a video is sent again that surely has not arrived.
 *
 * @param cause why it has not
 * @param retries how often it was sent again before
 * @returns in ms; undefined when sending it again would not help
 */
export function pauseBeforeRetry(cause: Error, retries: number): number | undefined {
	if (!(cause instanceof ApiFailure)) return undefined;
	switch (cause.kind) {
		case 'limit': {
			const { retryAfterMs = growingPause(LIMIT_PAUSE_MS, retries, LONGEST_PAUSE_MS) } = cause;
			return retryAfterMs <= LONGEST_RETRY_AFTER_MS ? retryAfterMs : undefined;
		}
		case 'gateway':
		case 'trouble':
		case 'unanswered':
		case 'unreached':
			return growingPause(CONNECTION_PAUSE_MS, retries, LONGEST_PAUSE_MS);
		default:
			return undefined;
	}
}
