import { growingPause } from '../api/pause';

/**
 * The pause before the first retry after the request limit, in ms: the API allows as little as one upload a minute.
 * Source: "Rate limits" page.
 */
export const LIMIT_PAUSE_MS = 20_000;
const CONNECTION_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 120_000;

/** How long to wait after the request limit, in ms. */
export function limitPause(retries: number): number {
	return growingPause(LIMIT_PAUSE_MS, retries, LONGEST_PAUSE_MS);
}

/** How long to wait after a connection that broke or did not come about, in ms. */
export function connectionPause(retries: number): number {
	return growingPause(CONNECTION_PAUSE_MS, retries, LONGEST_PAUSE_MS);
}
