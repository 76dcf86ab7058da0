import type { IDataObject, IHttpRequestOptions } from 'n8n-workflow';
import {
	endpointPath,
	isDatalakePath,
	type ApiEndpoint,
	type ApiVersion,
	type DatalakeAccess,
} from '../vocabulary/apiVersion';
import { connectionFailure } from './connectionFailure';
import { CREDENTIAL_NAME, storedCredential, type ApiContext } from './credential';
import { readDatalakeAnswer } from './datalakeAnswer';
import { readEnvelope, type HttpAnswer } from './envelope';
import { pause } from './pause';
import { retryPause } from './limitPause';

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
	/** How the Video Datalake is reached, where that is the generation. */
	datalake?: DatalakeAccess;
	/** Called when memories.ai has accepted a request. */
	onAnswer?: () => void;
}

/** One request to memories.ai. */
export interface ApiRequest {
	method: 'DELETE' | 'GET' | 'PATCH' | 'POST';
	endpoint: ApiEndpoint;
	/** An object, a list and text travel as JSON, the others as the form they are. */
	body?: IDataObject | string[] | string | FormData | URLSearchParams;
	query?: IDataObject;
	/** Nothing is changed and nothing is paid for, so it may be asked again after trouble that passes. */
	isLookup?: boolean;
	/** What the answer may look like; the generation's usual JSON unless said otherwise. */
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
const DATALAKE_ANSWER: AnswerFormat = { accept: 'application/json', read: readDatalakeAnswer };

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
	return await retried(api, request, async () => await send(api, request));
}

/**
 * Waits out the request limit, and trouble that passes, with whatever asks memories.ai for something.
 *
 * @throws what the last attempt threw
 */
export async function retried<Answer extends object>(
	api: ApiAccess,
	request: Pick<ApiRequest, 'isLookup'>,
	attempt: () => Promise<Answer>,
): Promise<Answer> {
	const startedAt = performance.now();
	for (let retries = 0; ; retries++) {
		const answer = await attempt().catch(async (error: unknown) => {
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
	api: ApiAccess,
	{ isLookup }: Pick<ApiRequest, 'isLookup'>,
	{ retries, startedAt }: { retries: number; startedAt: number },
): Promise<void> {
	const { context, abortSignal = cancelSignalOf(context) } = api;
	const isQuickLookup = isLookup === true && performance.now() - startedAt < LONGEST_TROUBLE_MS;
	const pauseMs = retryPause(error, api, isQuickLookup, retries);
	if (pauseMs === undefined) throw error;
	context.logger.info(`The request did not go through, next try in ${Math.round(pauseMs / 1000)} s`);
	await pause(pauseMs, abortSignal);
	if (abortSignal?.aborted === true) throw error;
}

async function send(api: ApiAccess, request: ApiRequest): Promise<ApiAnswer> {
	const answer = await exchange<HttpAnswer>(api, optionsOf(api, request));
	return { data: (request.answerFormat ?? formatOf(api)).read(answer), ...serverTimeOf(answer) };
}

/** What n8n's HTTP layer is told about a request. */
export function optionsOf(api: ApiAccess, request: ApiRequest): IHttpRequestOptions {
	return {
		method: request.method,
		url: `${api.baseUrl}${pathOf(api, request.endpoint)}`,
		qs: request.query ?? {},
		// As text, because the HTTP layer's own JSON parsing rounds long ids.
		encoding: 'text',
		...contentOf(request.body, request.answerFormat ?? formatOf(api)),
		timeout: api.timeoutMs,
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	};
}

/** How an answer is read unless a request says otherwise. */
export function formatOf({ apiVersion }: ApiAccess): AnswerFormat {
	return apiVersion === 'datalake' ? DATALAKE_ANSWER : ENVELOPE;
}

/** @throws TypeError for an endpoint of another generation */
function pathOf({ apiVersion, datalake }: ApiAccess, endpoint: ApiEndpoint): string {
	if (apiVersion !== 'datalake' && !isDatalakePath(endpoint)) return endpointPath(apiVersion, endpoint);
	if (datalake !== undefined && isDatalakePath(endpoint)) return `${datalake.base}${endpoint}`;
	throw new TypeError(`${endpoint} is no endpoint of ${apiVersion}`);
}

/**
 * Sends one request with the credential's key.
 *
 * @throws ApiFailure when no answer comes
 */
export async function exchange<Answer>(
	{ context, abortSignal, datalake }: ApiAccess,
	options: IHttpRequestOptions,
): Promise<Answer> {
	try {
		return (await context.helpers.httpRequestWithAuthentication.call(
			requestContext(context, abortSignal, datalake?.keyPrefix),
			CREDENTIAL_NAME,
			options,
		)) as Answer;
	} catch (error) {
		throw connectionFailure(error);
	}
}

/** The body, and the headers that go with it. */
function contentOf(
	body: ApiRequest['body'],
	{ accept }: AnswerFormat,
): Pick<IHttpRequestOptions, 'body' | 'headers'> {
	const headers = { Accept: accept };
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
	keyPrefix = '',
): Context {
	const credential = async () => {
		const stored = await storedCredential(context);
		return keyPrefix === '' ? stored : { ...stored, apiKey: `${keyPrefix}${stored.apiKey.trim()}` };
	};
	return Object.create(context, {
		getCredentials: { value: credential },
		...(signal === undefined ? {} : { getExecutionCancelSignal: { value: () => signal } }),
	}) as Context;
}
