import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import { isFailure } from '../ApiFailure';
import { endpointPath, type ApiEndpoint, type ApiVersion } from '../vocabulary/apiVersion';
import { connectionFailure } from './connectionFailure';
import { CREDENTIAL_NAME, storedCredential, type ApiContext } from './credential';
import { readEnvelope, type HttpAnswer } from './envelope';
import { growingPause, pause } from './pause';

/** How long answers are waited for, and how often a refused request is sent again. */
export interface Patience {
	/** Longest time for one request, in ms; 0 when an abort signal sees to that. */
	timeoutMs: number;
	/** How often a request over memories.ai's request limit is sent again, each time after a longer pause. */
	limitRetries: number;
	/** Ends requests, and the pauses before them, early. Without it, cancelling the execution does. */
	abortSignal?: AbortSignal;
}

/** An account's API in the generation it speaks. */
export interface ApiAccess extends Patience {
	/** The n8n context that sends the requests, with its credential. */
	context: ApiContext;
	/** Scheme and host, without a final slash. */
	baseUrl: string;
	apiVersion: ApiVersion;
	/** Called when memories.ai has accepted a request. */
	onAnswer?: () => void;
}

/** One request to memories.ai. */
export interface ApiRequest {
	method: 'GET' | 'POST';
	endpoint: ApiEndpoint;
	/** An object, a list and text travel as JSON, the others as the form they are. */
	body?: IDataObject | string[] | string | FormData | URLSearchParams;
	query?: IDataObject;
	/** Nothing is changed and nothing is paid for, so it may be asked again after trouble that passes. */
	isLookup?: boolean;
	/** What the answer may look like; an envelope in JSON unless said otherwise. */
	answerFormat?: AnswerFormat;
}

/** The media types of an answer, and how its data is read. */
export interface AnswerFormat {
	/** The Accept header. */
	accept: string;
	/** @throws ApiFailure when the answer refuses, or cannot be read */
	read(answer: HttpAnswer): unknown;
}

/** What memories.ai answers to a request that it accepts. */
export interface ApiAnswer {
	data: unknown;
	/** The server's clock when it answered, in ms since 1970, where it says so. */
	serverTimeMs?: number;
}

const ENVELOPE: AnswerFormat = { accept: 'application/json', read: readEnvelope };

/** The limits are counted in seconds, those of chats in minutes. Source: "Rate limits" page. */
const LIMIT_PAUSE_MS = 2_000;
const LONGEST_LIMIT_PAUSE_MS = 120_000;

/** A server that asks for a longer pause is not waited for. */
export const LONGEST_RETRY_AFTER_MS = 5 * 60_000;

/** As often, and after such pauses, as the vendor's own client asks again when the network is "abnormal". */
const TROUBLE_RETRIES = 3;
const TROUBLE_PAUSE_MS = 400;

/** What took so long to fail is not tried again. */
const LONGEST_TROUBLE_MS = 15_000;

/**
 * Sends a request with the credential's key, waits out the request limit, and reads the answer.
 *
 * Redirects are not followed: the key stays with the host the user chose, and a streamed body is not kept in memory.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function callApi(api: ApiAccess, request: ApiRequest): Promise<ApiAnswer> {
	const startedAt = performance.now();
	for (let retries = 0; ; retries++) {
		const answer = await send(api, request).catch(async (error: unknown) => {
			await pauseBeforeRetry(error, api, request, { retries, startedAt });
		});
		if (answer === undefined) continue;
		api.onAnswer?.();
		return answer;
	}
}

/** @throws the error, when the request is not to be sent again */
async function pauseBeforeRetry(
	error: unknown,
	{ context, limitRetries, abortSignal = cancelSignalOf(context) }: ApiAccess,
	{ isLookup }: ApiRequest,
	{ retries, startedAt }: { retries: number; startedAt: number },
): Promise<void> {
	const isQuickLookup = isLookup === true && performance.now() - startedAt < LONGEST_TROUBLE_MS;
	const pauseMs = retryPause(error, limitRetries, isQuickLookup, retries);
	if (pauseMs === undefined) throw error;
	context.logger.info(`The request did not go through, next try in ${Math.round(pauseMs / 1000)} s`);
	await pause(pauseMs, abortSignal);
	if (abortSignal?.aborted === true) throw error;
}

/** How long to wait before a request is sent again, in ms; undefined when it is not. */
function retryPause(
	error: unknown,
	limitRetries: number,
	isQuickLookup: boolean,
	retries: number,
): number | undefined {
	if (isFailure(error, 'limit') && retries < limitRetries) {
		const { retryAfterMs = growingPause(LIMIT_PAUSE_MS, retries, LONGEST_LIMIT_PAUSE_MS) } = error;
		return retryAfterMs <= LONGEST_RETRY_AFTER_MS ? retryAfterMs : undefined;
	}
	const isPassingTrouble =
		isQuickLookup &&
		isFailure(error, 'trouble', 'unanswered', 'unreached') &&
		retries < Math.min(limitRetries, TROUBLE_RETRIES);
	return isPassingTrouble ? growingPause(TROUBLE_PAUSE_MS, retries, LONGEST_LIMIT_PAUSE_MS) : undefined;
}

async function send(api: ApiAccess, request: ApiRequest): Promise<ApiAnswer> {
	const options: IHttpRequestOptions = {
		method: request.method,
		url: `${api.baseUrl}${endpointPath(api.apiVersion, request.endpoint)}`,
		qs: request.query ?? {},
		// As text, because the HTTP layer's own JSON parsing rounds long ids.
		encoding: 'text',
		...contentOf(request),
		timeout: api.timeoutMs,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	};
	const answer = await exchange(api.context, options, api.abortSignal);
	return { data: (request.answerFormat ?? ENVELOPE).read(answer), ...serverTimeOf(answer) };
}

/** @throws ApiFailure when no answer comes */
async function exchange(
	context: ApiContext,
	options: IHttpRequestOptions,
	signal: AbortSignal | undefined,
): Promise<HttpAnswer> {
	try {
		return (await context.helpers.httpRequestWithAuthentication.call(
			requestContext(context, signal),
			CREDENTIAL_NAME,
			options,
		)) as HttpAnswer;
	} catch (error) {
		throw connectionFailure(error);
	}
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
export function cancelSignalOf(context: ApiContext): AbortSignal | undefined {
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
