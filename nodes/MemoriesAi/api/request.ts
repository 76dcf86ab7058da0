import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { readEnvelope, type HttpAnswer } from './envelope';
import type { ApiRefusal } from './refusals';
import { CREDENTIAL_NAME, storedCredential, type ApiContext } from './storedCredential';

/** One request to memories.ai. */
export interface ApiRequest {
	method: 'GET' | 'POST';
	/** Scheme and host, without a final slash. */
	baseUrl: string;
	path: string;
	body?: IDataObject | FormData;
	query?: IDataObject;
	/** Longest time for the whole request, in ms; 0 when `abortSignal` sees to that. */
	timeoutMs: number;
	/** Ends the request early. Without it, cancelling the execution does. */
	abortSignal?: AbortSignal;
}

/** How a request ended: with the API's data, with a refusal, or without any answer. */
export type ApiOutcome =
	| {
			kind: 'accepted';
			data: unknown;
			/** The server's clock when it answered, in ms since 1970, where it says so. */
			serverTimeMs?: number;
	  }
	| { kind: 'refused'; refusal: ApiRefusal }
	| { kind: 'unanswered'; reason: string };

/**
 * Sends one request with the credential's key and reads the envelope. Never throws: a connection that breaks, a
 * timeout and a cancelled execution are the outcome `unanswered`.
 *
 * Redirects are not followed: the key stays with the host the user chose, and a streamed body is not kept in memory.
 */
export async function callApi(context: ApiContext, request: ApiRequest): Promise<ApiOutcome> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${request.baseUrl}${request.path}`,
		qs: request.query ?? {},
		...(request.body === undefined ? {} : { body: request.body }),
		// As text, because the HTTP layer's own JSON parsing rounds long ids.
		encoding: 'text',
		headers: { Accept: 'application/json' },
		timeout: request.timeoutMs,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	};
	try {
		const answer = (await context.helpers.httpRequestWithAuthentication.call(
			requestContext(context, request.abortSignal),
			CREDENTIAL_NAME,
			options,
		)) as HttpAnswer;
		const verdict = readEnvelope(answer);
		return verdict.accepted
			? { kind: 'accepted', data: verdict.data, ...serverTimeOf(answer) }
			: { kind: 'refused', refusal: verdict.refusal };
	} catch (error) {
		return { kind: 'unanswered', reason: transportReason(error) };
	}
}

function serverTimeOf({ headers }: HttpAnswer): { serverTimeMs?: number } {
	const serverTimeMs = typeof headers.date === 'string' ? Date.parse(headers.date) : NaN;
	return Number.isNaN(serverTimeMs) ? {} : { serverTimeMs };
}

/**
 * What n8n's authenticated request takes from its context instead of its options: the signal that ends it, and the
 * credential, which it would decrypt once more.
 */
function requestContext<Context extends ApiContext>(
	context: Context,
	signal: AbortSignal | undefined,
): Context {
	return Object.create(context, {
		getCredentials: { value: async () => await storedCredential(context) },
		...(signal === undefined ? {} : { getExecutionCancelSignal: { value: () => signal } }),
	}) as Context;
}

/** The transport's own words, such as `connect ECONNREFUSED 127.0.0.1:80`; they hold neither key nor query. */
function transportReason(error: unknown): string {
	if (!(error instanceof Error)) return 'no answer';
	const { cause } = error;
	const said = cause instanceof Error && cause.message !== '' ? cause.message : error.message;
	return said.slice(0, 200);
}
