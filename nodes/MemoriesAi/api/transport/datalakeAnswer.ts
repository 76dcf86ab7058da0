import type { IDataObject } from 'n8n-workflow';
import { ApiFailure } from '../ApiFailure';
import { datalakeKind, kindByHttpStatus } from '../vocabulary/refusals';
import { readRetryAfter, type HttpAnswer } from './envelope';
import { isJsonObject, parseJsonWithExactIntegers } from './json';

/** Longer or other texts are no ids, and would come into an error as they are. */
const REQUEST_ID = /^[\w-]{1,100}$/;

/**
 * Reads an answer of the Datalake, where the HTTP status decides. Refusals are `{"error": {code, message, request_id,
 * retry_after}}`, or the same without `error` around it. Source: public clients of it.
 *
 * @returns the JSON object of the answer; undefined for a yes without a body, as a deletion may have it
 * @throws ApiFailure when it refuses, or is not the Datalake's
 */
export function readDatalakeAnswer(answer: HttpAnswer): IDataObject | undefined {
	const { statusCode, headers, body } = answer;
	const text = body.trim();
	const json = jsonObjectIn(text);
	const requestId = [errorIn(json)?.request_id, json?.request_id, headers['x-request-id']].find(isRequestId);
	const isYes = statusCode >= 200 && statusCode < 300;
	if (isYes && json !== undefined) return json;
	if (statusCode === 204 && text === '') return undefined;
	if (isYes) throw new ApiFailure(['', 'null'].includes(text) ? 'empty' : 'unreadable', { requestId });
	throw refusal(answer, json, requestId);
}

/** Reads the answer to a deletion, whose form is not known: any yes will do. */
export function readDeletion(answer: HttpAnswer): undefined {
	if (answer.statusCode < 200 || answer.statusCode >= 300) readDatalakeAnswer(answer);
}

function refusal(
	{ statusCode, headers }: HttpAnswer,
	json: IDataObject | undefined,
	requestId: string | undefined,
): ApiFailure {
	const error = errorIn(json);
	const retryAfter = error?.retry_after;
	const hint = typeof retryAfter === 'number' ? String(retryAfter) : (retryAfter ?? headers['retry-after']);
	const retryAfterMs = readRetryAfter(hint);
	if (error === undefined) {
		return new ApiFailure(statusCode === 402 ? 'balance' : kindByHttpStatus(statusCode), {
			code: String(statusCode),
			retryAfterMs,
			requestId,
		});
	}
	const code = typeof error.code === 'string' ? error.code : undefined;
	return new ApiFailure(datalakeKind(statusCode, code), {
		code: code ?? String(statusCode),
		said: typeof error.message === 'string' ? error.message : '',
		retryAfterMs,
		requestId,
	});
}

/** The error of a refusal, in either of its forms; undefined for the JSON of something else, such as a gateway. */
function errorIn(json: IDataObject | undefined): IDataObject | undefined {
	if (json === undefined) return undefined;
	if (isJsonObject(json.error)) return json.error;
	return typeof json.code === 'string' && typeof json.message === 'string' ? json : undefined;
}

function jsonObjectIn(text: string): IDataObject | undefined {
	try {
		const parsed = parseJsonWithExactIntegers(text);
		return isJsonObject(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

function isRequestId(value: unknown): value is string {
	return typeof value === 'string' && REQUEST_ID.test(value);
}
