import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { endpointPath, type ApiEndpoint, type ApiVersion } from './apiVersion';
import { readEnvelope, type EnvelopeVerdict, type HttpAnswer } from './envelope';
import { growingPause, pause } from './pause';
import type { ApiRefusal } from './refusals';
import { CREDENTIAL_NAME, storedCredential, type ApiContext } from './storedCredential';

/** An account's API in the generation it speaks, and how long its answers are waited for. */
export interface ApiAccess {
	/** Scheme and host, without a final slash. */
	baseUrl: string;
	apiVersion: ApiVersion;
	/** Longest time for one request, in ms; 0 when an abort signal sees to that. */
	timeoutMs: number;
	/** How often a request over memories.ai's request limit is sent again, each time after a longer pause. */
	limitRetries: number;
}

/** One request to memories.ai. */
export interface ApiRequest extends ApiAccess {
	method: 'GET' | 'POST';
	endpoint: ApiEndpoint;
	/** An object, a list and text travel as JSON, the others as the form they are. */
	body?: IDataObject | string[] | string | FormData | URLSearchParams;
	query?: IDataObject;
	/** The pause before it is first sent again after the request limit, in ms; 2 s unless said otherwise. */
	limitPauseMs?: number;
	/** What the answer may look like; an envelope in JSON unless said otherwise. */
	answerFormat?: AnswerFormat;
	/** Ends the request early. Without it, cancelling the execution does. */
	abortSignal?: AbortSignal;
}

/** The media types of an answer, and how its verdict is read. */
export interface AnswerFormat {
	/** The Accept header. */
	accept: string;
	read(answer: HttpAnswer): EnvelopeVerdict;
}

const ENVELOPE: AnswerFormat = { accept: 'application/json', read: readEnvelope };

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

/** An outcome of a request other than the API's data. */
export type FailedOutcome = Exclude<ApiOutcome, { kind: 'accepted' }>;

/** The limits are counted in seconds, those of chats in minutes. Source: "Rate limits" page. */
const LIMIT_PAUSE_MS = 2_000;
const LONGEST_LIMIT_PAUSE_MS = 120_000;

/**
 * Sends a request with the credential's key and reads the envelope. Never throws: a connection that breaks, a
 * timeout and a cancelled execution are the outcome `unanswered`.
 *
 * Redirects are not followed: the key stays with the host the user chose, and a streamed body is not kept in memory.
 */
export async function callApi(context: ApiContext, request: ApiRequest): Promise<ApiOutcome> {
	for (let retries = 0; ; retries++) {
		const outcome = await send(context, request);
		const isOverLimit = outcome.kind === 'refused' && outcome.refusal.kind === 'limit';
		if (!isOverLimit || retries >= request.limitRetries) return outcome;

		const { limitPauseMs = LIMIT_PAUSE_MS } = request;
		const pauseMs =
			outcome.refusal.retryAfterMs ?? growingPause(limitPauseMs, retries, LONGEST_LIMIT_PAUSE_MS);
		context.logger.info(
			`memories.ai has reached its request limit, next try in ${Math.round(pauseMs / 1000)} s (${retries + 1} of ${request.limitRetries})`,
		);
		const signal = request.abortSignal ?? cancelSignalOf(context);
		await pause(pauseMs, signal);
		if (signal?.aborted === true) return outcome;
	}
}

async function send(context: ApiContext, request: ApiRequest): Promise<ApiOutcome> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${request.baseUrl}${endpointPath(request.apiVersion, request.endpoint)}`,
		qs: request.query ?? {},
		// As text, because the HTTP layer's own JSON parsing rounds long ids.
		encoding: 'text',
		...contentOf(request),
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
		const verdict = (request.answerFormat ?? ENVELOPE).read(answer);
		return verdict.accepted
			? { kind: 'accepted', data: verdict.data, ...serverTimeOf(answer) }
			: { kind: 'refused', refusal: verdict.refusal };
	} catch (error) {
		return { kind: 'unanswered', reason: transportReason(error) };
	}
}

/** Whether the server does not have the endpoint, as servers of another year than the documentation's do not. */
export function isPathUnknown(outcome: ApiOutcome): boolean {
	return outcome.kind === 'refused' && outcome.refusal.kind === 'unknownPath';
}

/** The body, and the headers that go with it. */
function contentOf({
	body,
	answerFormat = ENVELOPE,
}: ApiRequest): Pick<IHttpRequestOptions, 'body' | 'headers'> {
	const headers = { Accept: answerFormat.accept };
	if (body === undefined) return { headers };
	if (body instanceof URLSearchParams) {
		const contentType = 'application/x-www-form-urlencoded';
		return { body: body.toString(), headers: { ...headers, 'Content-Type': contentType } };
	}
	return typeof body === 'string'
		? { body, headers: { ...headers, 'Content-Type': 'application/json' } }
		: { body, headers };
}

/** Aborts when the execution is cancelled; only executions can be. */
function cancelSignalOf(context: ApiContext): AbortSignal | undefined {
	return 'getExecutionCancelSignal' in context ? context.getExecutionCancelSignal() : undefined;
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
