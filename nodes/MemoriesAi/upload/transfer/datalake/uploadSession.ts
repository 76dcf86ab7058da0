import { ApiFailure } from '../../../api/ApiFailure';
import { connectionFailure } from '../../../api/transport/connectionFailure';
import type { HttpAnswer } from '../../../api/transport/envelope';
import { readRetryAfter } from '../../../api/transport/envelope';
import type { ApiAccess } from '../../../api/transport/request';
import { kindByHttpStatus } from '../../../api/vocabulary/refusals';

/** An upload session: a place of its own, on another host than the API, that takes a video part by part. */
export interface UploadSession {
	/** Secret: whoever has it may write the video. */
	address: string;
	videoNo: string;
	/** How many bytes a part has, but for the last one. */
	partBytes: number;
}

/** What a session says about how far it is. */
export type SessionState =
	{ kind: 'has'; bytes: number | undefined } | { kind: 'complete' } | { kind: 'gone' };

/** Parts have to be multiples of this. Source: "Resumable uploads" page of Google Cloud Storage. */
const PART_UNIT_BYTES = 256 * 1024;
const SMALLEST_PART_BYTES = 8 * 1024 ** 2;

/**
 * The size of parts.
 *
 * @param wanted what memories.ai asks for, in bytes, if anything
 */
export function partSize(wanted: number | undefined): number {
	const units = Math.floor((wanted ?? 0) / PART_UNIT_BYTES);
	return Math.max(units * PART_UNIT_BYTES, SMALLEST_PART_BYTES);
}

/**
 * Sends a part, or without one asks how far the session is. The API key stays away from this host. Source: "Resumable
 * uploads" page of Google Cloud Storage.
 *
 * @param contentRange `bytes 0-8388607/20000000`, or to ask, with the size of the video in place of 20000000, `bytes *` with a slash and that size
 * @throws ApiFailure when there is no answer, or one that says nothing about the session
 */
export async function putToSession(
	{ context }: ApiAccess,
	{ address }: UploadSession,
	contentRange: string,
	part: Blob | undefined,
	limits: { timeoutMs: number; abortSignal?: AbortSignal },
): Promise<SessionState> {
	const answer = await exchange(context, {
		method: 'PUT',
		url: address,
		headers: { 'Content-Range': contentRange, ...(part === undefined ? { 'Content-Length': '0' } : {}) },
		...(part === undefined ? {} : { body: part }),
		encoding: 'text',
		timeout: limits.timeoutMs,
		...(limits.abortSignal === undefined ? {} : { abortSignal: limits.abortSignal }),
		// 308 says "go on" here.
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	});
	return readSessionState(answer);
}

type HttpOptions = Parameters<ApiAccess['context']['helpers']['httpRequest']>[0];

/** @throws ApiFailure when no answer comes */
async function exchange(context: ApiAccess['context'], options: HttpOptions): Promise<HttpAnswer> {
	try {
		return (await context.helpers.httpRequest(options)) as HttpAnswer;
	} catch (error) {
		throw connectionFailure(error);
	}
}

/** @throws ApiFailure for an answer that says nothing about the session */
function readSessionState({ statusCode, headers }: HttpAnswer): SessionState {
	if (statusCode === 200 || statusCode === 201) return { kind: 'complete' };
	if (statusCode === 404 || statusCode === 410) return { kind: 'gone' };
	if (statusCode === 308) {
		const [, last] = /^bytes=0-(\d+)$/.exec(typeof headers.range === 'string' ? headers.range : '') ?? [];
		return { kind: 'has', bytes: last === undefined ? undefined : Number(last) + 1 };
	}
	throw new ApiFailure(statusCode < 400 || statusCode >= 500 ? 'gateway' : kindOfRefusal(statusCode), {
		code: String(statusCode),
		retryAfterMs: readRetryAfter(headers['retry-after']),
	});
}

/** A refused part may be good when the session has said how far it is; the key has no part in it. */
function kindOfRefusal(statusCode: number) {
	return statusCode === 429 ? kindByHttpStatus(statusCode) : 'incomplete';
}
