import { isFailure, type ApiFailure } from '../ApiFailure';
import type { ApiVersion } from '../vocabulary/apiVersion';
import { growingPause } from './pause';

/** The limits are counted in seconds, those of chats in minutes. Source: "Rate limits" page. */
const LIMIT_PAUSE_MS = 2_000;
const LONGEST_LIMIT_PAUSE_MS = 120_000;

/** A server that asks for a longer pause is not waited for. */
export const LONGEST_RETRY_AFTER_MS = 5 * 60_000;

/** As often, and after such pauses, as the vendor's own client asks again when the network is "abnormal". */
const TROUBLE_RETRIES = 3;
const TROUBLE_PAUSE_MS = 400;

/**
 * How long to wait before a request is sent again, in ms; undefined when it is not.
 *
 * @param isQuickLookup whether it may be asked again after trouble that passes
 * @param retries how many there were, from 0
 */
export function retryPause(
	error: unknown,
	{ apiVersion, limitRetries }: { apiVersion: ApiVersion; limitRetries: number },
	isQuickLookup: boolean,
	retries: number,
): number | undefined {
	if (isFailure(error, 'limit') && retries < limitRetries) {
		return limitPause(error, apiVersion, growingPause(LIMIT_PAUSE_MS, retries, LONGEST_LIMIT_PAUSE_MS));
	}
	const isTrouble =
		isFailure(error, 'trouble', 'unanswered', 'unreached') ||
		(apiVersion === 'datalake' && isFailure(error, 'gateway'));
	const isPassingTrouble = isQuickLookup && isTrouble && retries < Math.min(limitRetries, TROUBLE_RETRIES);
	return isPassingTrouble ? growingPause(TROUBLE_PAUSE_MS, retries, LONGEST_LIMIT_PAUSE_MS) : undefined;
}

/**
 * How long to wait after a request limit.
 *
 * @param growthMs the pause where the server asks for none, in ms; the Datalake's hints are too short, so there it comes on
 * top
 * @returns in ms; undefined when the server asks for more than is waited for
 */
export function limitPause(
	{ retryAfterMs }: ApiFailure,
	apiVersion: ApiVersion,
	growthMs: number,
): number | undefined {
	if (retryAfterMs === undefined) return growthMs;
	if (retryAfterMs > LONGEST_RETRY_AFTER_MS) return undefined;
	return apiVersion === 'datalake' ? retryAfterMs + growthMs : retryAfterMs;
}
