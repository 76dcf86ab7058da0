import type { IExecuteFunctions, IHttpRequestOptions } from 'n8n-workflow';
import type { ApiContext } from '../../../nodes/MemoriesAi/api/transport/credential';
import type { ApiAccess } from '../../../nodes/MemoriesAi/api/transport/request';

/** What comes back on a request: an answer, or the error that n8n's HTTP layer throws. */
export type Answer = Error | { statusCode?: number; headers?: Record<string, unknown>; body: string };

/** One request as it was handed to n8n's HTTP layer. */
export interface SentRequest extends IHttpRequestOptions {
	/** The last part of the path. */
	endpoint: string;
	/** The body, where it is JSON as text. */
	sentJson: unknown;
	/** Ends it. */
	signal: AbortSignal | undefined;
	/** When it was sent, on the clock of `performance.now()`, in ms. */
	at: number;
}

/** An envelope that says yes. */
export const accepted = (data: unknown): Answer => ({ body: JSON.stringify({ code: '0000', data }) });

/** An envelope that says no. */
export const refused = (code: string, msg = '', headers: Record<string, unknown> = {}): Answer => ({
	body: JSON.stringify({ code, msg }),
	headers,
});

/** The request limit. */
export const limited = (retryAfter?: string): Answer =>
	refused('0429', '', retryAfter === undefined ? {} : { 'retry-after': retryAfter });

/** A connection that broke, as Node says it and axios wraps it. */
export function broken(code: string, details: object = {}): Error {
	const cause = Object.assign(new Error(`read ${code}`), { code, ...details });
	return Object.assign(new Error(cause.message, { cause }), { name: 'AxiosError', code });
}

function jsonOf(body: unknown): unknown {
	return typeof body === 'string' && body.startsWith('{') ? JSON.parse(body) : undefined;
}

/** What comes back on a request that is ended. */
async function ended(signal: AbortSignal | undefined): Promise<Error> {
	return await new Promise((resolve) => {
		signal?.addEventListener('abort', () => resolve(broken('ERR_CANCELED')));
	});
}

let hosts = 0;

/**
 * n8n's context of a run, whose HTTP layer leads nowhere.
 *
 * @param answer what comes back on each request
 */
export function fakeApi(
	answer: (request: SentRequest, index: number) => Answer | Promise<Answer>,
	changes: Partial<Omit<ApiAccess, 'context'>> & { cancelSignal?: AbortSignal } = {},
) {
	const requests: SentRequest[] = [];
	const log: string[] = [];
	const { cancelSignal, ...access } = changes;
	const context = {
		getCredentials: async () => ({ apiKey: 'sk-test', baseUrl: 'http://memories.test', apiVersion: 'v1.2' }),
		getExecutionCancelSignal: () => cancelSignal,
		logger: { info: (line: string) => log.push(line) },
		helpers: {
			// As n8n does, it takes the signal that ends a request from its context.
			async httpRequestWithAuthentication(
				this: IExecuteFunctions,
				_credential: string,
				options: IHttpRequestOptions,
			) {
				const endpoint = options.url.split('/').at(-1) ?? '';
				const signal = this.getExecutionCancelSignal();
				const sentJson = jsonOf(options.body);
				const request = { ...options, endpoint, sentJson, signal, at: performance.now() };
				requests.push(request);
				const answered = await Promise.race([answer(request, requests.length - 1), ended(signal)]);
				if (answered instanceof Error) throw answered;
				return { statusCode: 200, headers: {}, ...answered };
			},
		},
	} as unknown as ApiContext;
	const api: ApiAccess = {
		context,
		// A server of its own for each test: what is remembered of one must not reach another.
		baseUrl: `http://memories-${hosts++}.test`,
		apiVersion: 'v1.2',
		timeoutMs: 60_000,
		limitRetries: 5,
		...access,
	};
	return { api, requests, log };
}

/** A video as a list shows it. */
export interface Shown {
	video_no: string;
	video_name?: string;
	size?: number;
	create_time?: number;
	status?: string;
}

/** Answers `list_videos` of an account, newest first unless the videos stand in another order. */
export function listing(
	{ sentJson }: Pick<SentRequest, 'sentJson'>,
	videos: readonly Shown[],
	headers: Record<string, unknown> = {},
): Answer {
	const {
		page,
		size,
		video_no: videoNo,
	} = sentJson as {
		page: number;
		size: number;
		video_no?: string;
	};
	const matching = videos.filter((video) => videoNo === undefined || video.video_no === videoNo);
	const shown = matching.slice((page - 1) * size, page * size);
	const data = { videos: shown, total_count: matching.length };
	return { headers, body: JSON.stringify({ code: '0000', data }) };
}
