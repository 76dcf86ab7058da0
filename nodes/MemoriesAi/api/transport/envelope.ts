import type { IDataObject } from 'n8n-workflow';
import { ApiFailure, type FailureDetails } from '../ApiFailure';
import type { FailureKind } from '../vocabulary/failureKinds';
import { kindByCode, kindByHttpStatus } from '../vocabulary/refusals';
import { isJsonObject, parseJsonWithExactIntegers } from './json';

/** What came back on one HTTP request. */
export interface HttpAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	/** The body as text, not parsed. */
	body: string;
}

const SUCCESS_CODES = ['0000', '0', '200', 'SUCCESS'];

/**
 * Reads memories.ai's envelope `{code, msg, data, success?, failed?}`. The envelope decides, not the HTTP status:
 * refusals come with HTTP 200. Source: "Code" page and the answers printed on the endpoint pages.
 *
 * @returns the envelope's `data`
 * @throws ApiFailure when it refuses, or there is no envelope
 */
export function readEnvelope(answer: HttpAnswer): unknown {
	const envelope = parseEnvelope(answer.body);
	const isHttpSuccess = answer.statusCode >= 200 && answer.statusCode < 300;
	if (envelope !== undefined && (isHttpSuccess || envelope.code !== undefined)) {
		throwRefusal(envelope, answer);
		if (isHttpSuccess) return envelope.data;
	}
	if (isHttpSuccess && ['', 'null'].includes(answer.body.trim())) throw failure('empty', {}, answer);
	throw failureByHttpStatus(answer);
}

/**
 * @param answer the one that the envelope came with, where its headers can say more
 * @throws ApiFailure when an envelope says no
 */
export function throwRefusal(envelope: IDataObject, answer?: HttpAnswer): void {
	const code = codeOf(envelope);
	const isSuccessCode = code === undefined || SUCCESS_CODES.includes(code.toUpperCase());
	if (isSuccessCode && !isWord(envelope.failed, 'true') && !isWord(envelope.success, 'false')) return;
	const words = [envelope.msg, envelope.message].find((text) => typeof text === 'string');
	const said = typeof words === 'string' ? words : '';
	throw failure(kindByCode(code ?? '', said), { code: code ?? 'missing', said }, answer);
}

/** The failure that an HTTP answer without an envelope stands for. */
function failureByHttpStatus(answer: HttpAnswer): ApiFailure {
	return failure(kindByHttpStatus(answer.statusCode), { code: String(answer.statusCode) }, answer);
}

function failure(kind: FailureKind, details: FailureDetails, answer: HttpAnswer | undefined): ApiFailure {
	return new ApiFailure(kind, { ...details, retryAfterMs: readRetryAfter(answer?.headers['retry-after']) });
}

/** Codes come as text or, in some answers, as a number. */
function codeOf({ code }: IDataObject): string | undefined {
	return typeof code === 'string' || typeof code === 'number' ? String(code).trim() : undefined;
}

/** True and false come as text in answers that write all values so. */
function isWord(value: unknown, word: 'false' | 'true'): boolean {
	return (typeof value === 'boolean' || typeof value === 'string') && String(value).toLowerCase() === word;
}

/** An object is taken for an envelope only when it has a mark of one, which a gateway's own JSON lacks. */
function parseEnvelope(body: string): IDataObject | undefined {
	try {
		const parsed = parseJsonWithExactIntegers(body);
		if (!isJsonObject(parsed)) return undefined;
		return 'code' in parsed || 'data' in parsed || 'success' in parsed ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** Retry-After as RFC 9110 section 10.2.3 has it, seconds or a date; in ms from now, never negative. */
export function readRetryAfter(header: unknown): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const milliseconds = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
	return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
