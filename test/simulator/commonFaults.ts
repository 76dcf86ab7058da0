import type { Fault, UnseenOutcome } from './faults';

type HttpFault = Fault & { kind: 'http' };
type EnvelopeFault = Fault & { kind: 'envelope' };

const html = { 'content-type': 'text/html' };

/** Nothing wrong: lets one request pass, so that the one after it meets the fault queued next. */
export const noFault: Fault = { kind: 'slowReader', bytesPerSecond: 1e9 };

/** A gateway that gives the server up after the whole body, or never reached it. */
export function gatewayError(status: 502 | 503 | 504, outcome: UnseenOutcome): HttpFault {
	return {
		kind: 'http',
		status,
		headers: html,
		body: `<html><head><title>${status}</title></head><body><center><h1>${status}</h1></center></body></html>`,
		...outcome,
	};
}

/** A cluster without the server behind it, as for some seconds of a deployment: 404 for any path, never an envelope. */
export const defaultBackend404 = {
	html: { kind: 'http', status: 404, headers: html, body: '<html><body>default backend - 404</body></html>' },
	json: {
		kind: 'http',
		status: 404,
		headers: { 'content-type': 'application/json' },
		body: '{"message":"no Route matched with those values"}',
	},
} as const satisfies Record<string, HttpFault>;

/**
 * The request limit.
 *
 * @param code documented is `0429`; others have been seen with the same message
 * @param retryAfter the header as it is sent, whatever it says; undefined for none, as no page promises one
 */
export function requestLimit(code = '0429', retryAfter?: string): EnvelopeFault {
	return {
		kind: 'envelope',
		code,
		msg: 'Request has exceeded the limit.',
		...(retryAfter === undefined ? {} : { headers: { 'retry-after': retryAfter } }),
	};
}

/** A passing fault inside memories.ai, which the vendor's own client meets by asking again. */
export const networkAbnormal: EnvelopeFault = { kind: 'envelope', code: '0001', msg: 'network abnormal' };

/** A body that is valid JSON and no envelope. */
export const nullBody: Fault = { kind: 'alteredAnswer', alter: () => 'null' };

/** A successful envelope whose `data` is null. */
export const nullData: Fault = {
	kind: 'alteredAnswer',
	alter: (body) => JSON.stringify({ ...(JSON.parse(body) as object), data: null }),
};

const lastEvent = /data:[^\n]*\n\n$/;

/** A chat's stream that ends before its last word. */
export const streamCutOff: Fault = { kind: 'alteredAnswer', alter: (body) => body.replace(lastEvent, '') };

/** A chat's stream that ends with an error. */
export const streamWithError: Fault = {
	kind: 'alteredAnswer',
	alter: (body) => body.replace(lastEvent, 'data:{"type":"error","content":"Something went wrong"}\n\n'),
};

/** An accepted upload whose answer names no video. */
export const withoutVideoNo: Fault = {
	kind: 'alteredAnswer',
	alter: (body) => body.replace(/"videoNo":"[^"]*",/, ''),
};

/** An accepted upload whose answer has the 18 digits of the video's number as a JSON number. */
export const withNumericVideoNo: Fault = {
	kind: 'alteredAnswer',
	alter: (body) => body.replace(/"videoNo":"\D*(\d+)"/, '"videoNo":$1'),
};
