import type { IDataObject } from 'n8n-workflow';
import { isJsonObject, parseJsonWithExactIntegers } from './json';
import { refusalByCode, refusalByHttpStatus, type ApiRefusal } from './refusals';

/** What came back on one HTTP request. */
export interface HttpAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	/** The body as text, not parsed. */
	body: string;
}

/** The API's verdict on a request it answered. */
export type EnvelopeVerdict = { accepted: true; data: unknown } | { accepted: false; refusal: ApiRefusal };

const SUCCESS_CODES = ['0000', '0', '200', 'SUCCESS'];

/**
 * Reads memories.ai's envelope `{code, msg, data, success?, failed?}`. The envelope decides, not the HTTP status:
 * refusals come with HTTP 200. Source: "Code" page and the answers printed on the endpoint pages.
 */
export function readEnvelope(answer: HttpAnswer): EnvelopeVerdict {
	const envelope = parseEnvelope(answer.body);
	const isHttpSuccess = answer.statusCode >= 200 && answer.statusCode < 300;
	if (envelope === undefined || (!isHttpSuccess && envelope.code === undefined)) {
		return refuse(refusalByHttpStatus(answer.statusCode), answer);
	}
	const refusal = refusalInEnvelope(envelope);
	if (refusal !== undefined) return refuse(refusal, answer);
	return isHttpSuccess
		? { accepted: true, data: envelope.data }
		: refuse(refusalByHttpStatus(answer.statusCode), answer);
}

/** Why an envelope says no, undefined when it does not. */
export function refusalInEnvelope(envelope: IDataObject): ApiRefusal | undefined {
	const code = codeOf(envelope);
	const isSuccessCode = code === undefined || SUCCESS_CODES.includes(code);
	if (isSuccessCode && envelope.failed !== true && envelope.success !== false) return undefined;
	return refusalByCode(code ?? 'missing', typeof envelope.msg === 'string' ? envelope.msg : '');
}

/** Codes come as text or, in some answers, as a number. */
function codeOf({ code }: IDataObject): string | undefined {
	return typeof code === 'string' || typeof code === 'number' ? String(code) : undefined;
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

function refuse(refusal: ApiRefusal, answer: HttpAnswer): EnvelopeVerdict {
	const retryAfterMs = readRetryAfter(answer.headers['retry-after']);
	return { accepted: false, refusal: retryAfterMs === undefined ? refusal : { ...refusal, retryAfterMs } };
}

/** Retry-After as RFC 9110 section 10.2.3 has it, seconds or a date; in ms from now, never negative. */
function readRetryAfter(header: unknown): number | undefined {
	if (typeof header !== 'string' || header.trim() === '') return undefined;
	const seconds = Number(header);
	const milliseconds = Number.isNaN(seconds) ? Date.parse(header) - Date.now() : seconds * 1000;
	return Number.isNaN(milliseconds) ? undefined : Math.max(0, milliseconds);
}
