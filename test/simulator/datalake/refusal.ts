import { jsonAnswer, type Answer } from '../answer';
import type { DatalakeSwitches } from './switches';

/**
 * The codes of the Datalake's errors. `quota_exceeded`, `not_found`, `video_not_ready`, `rate_limited` and
 * `source_unresolvable` were seen; only the statuses of the others are known.
 */
export type ErrorCode =
	| 'forbidden'
	| 'invalid_request'
	| 'not_found'
	| 'payload_too_large'
	| 'quota_exceeded'
	| 'rate_limited'
	| 'source_unresolvable'
	| 'unauthorized'
	| 'upload_incomplete'
	| 'video_not_ready';

/** A request that is turned down; endpoints throw it. */
export class Refusal extends Error {
	/** @param retryAfterS how long to wait before the next try, in seconds */
	constructor(
		readonly status: number,
		readonly code: string,
		message: string,
		readonly retryAfterS?: number,
	) {
		super(message);
	}
}

/** A refusal by one of the known codes. */
export function refused(status: number, code: ErrorCode, message: string, retryAfterS?: number): Refusal {
	return new Refusal(status, code, message, retryAfterS);
}

/** The refusal of a parameter that is missing or wrong. */
export function invalid(message: string): Refusal {
	return refused(400, 'invalid_request', message);
}

/** The refusal of a path that names something the account does not hold. */
export function notFound(what: string): Refusal {
	return refused(404, 'not_found', `${what} not found`);
}

/** The answer to a request that is turned down. */
export function refusalAnswer(
	{ status, code, message, retryAfterS }: Refusal,
	requestId: string,
	{ errorForm, retryAfterIn }: DatalakeSwitches,
): Answer {
	const isIn = (place: 'body' | 'header') =>
		retryAfterS !== undefined && (retryAfterIn === 'bodyAndHeader' || retryAfterIn === place);
	const error = {
		code,
		message,
		request_id: requestId,
		...(isIn('body') ? { retry_after: retryAfterS } : {}),
	};
	const answer = jsonAnswer(errorForm === 'nested' ? { error } : error, status);
	if (isIn('header')) answer.headers['retry-after'] = String(retryAfterS);
	return answer;
}
