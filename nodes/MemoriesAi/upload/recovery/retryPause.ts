import { ApiFailure } from '../../api/ApiFailure';
import { growingPause } from '../../api/transport/pause';
import { limitPause } from '../../api/transport/limitPause';
import type { ApiVersion } from '../../api/vocabulary/apiVersion';

/** v1.x allows as little as one upload a minute. Source: "Rate limits" page. The Datalake allows some at a time. */
const LIMIT_PAUSE_MS: Record<ApiVersion, number> = { 'v1.1': 20_000, 'v1.2': 20_000, datalake: 2_000 };
const CONNECTION_PAUSE_MS = 1_000;
/** Clients of the Datalake come back after half a minute at the latest. */
const LONGEST_PAUSE_MS: Record<ApiVersion, number> = {
	'v1.1': 120_000,
	'v1.2': 120_000,
	datalake: 30_000,
};

/**
 * How long to wait before a video is sent again that surely has not arrived.
 *
 * @param cause why it has not
 * @param retries how often it was sent again before
 * @returns in ms; undefined when sending it again would not help
 */
export function pauseBeforeRetry(apiVersion: ApiVersion, cause: Error, retries: number): number | undefined {
	if (!(cause instanceof ApiFailure)) return undefined;
	switch (cause.kind) {
		case 'limit':
			return limitPause(
				cause,
				apiVersion,
				growingPause(LIMIT_PAUSE_MS[apiVersion], retries, LONGEST_PAUSE_MS[apiVersion]),
			);
		case 'incomplete':
		case 'empty':
		case 'unreadable':
			if (apiVersion !== 'datalake') return undefined;
			return growingPause(CONNECTION_PAUSE_MS, retries, LONGEST_PAUSE_MS.datalake);
		case 'gateway':
		case 'trouble':
		case 'unanswered':
		case 'unreached':
			return growingPause(CONNECTION_PAUSE_MS, retries, LONGEST_PAUSE_MS[apiVersion]);
		default:
			return undefined;
	}
}
