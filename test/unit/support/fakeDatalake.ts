import type { IHttpRequestOptions } from 'n8n-workflow';
import { fakeApi, type Answer, type SentRequest } from './fakeMemoriesAi';

/** A yes of the Datalake. */
export const said = (data: unknown, statusCode = 200): Answer => ({ statusCode, body: JSON.stringify(data) });

/** A no of the Datalake. */
export const saidNo = (statusCode: number, code = '', message = '', more: object = {}): Answer => ({
	statusCode,
	body: JSON.stringify({ error: { code, message, ...more } }),
});

/** One request, with its method and its path below the place of the Datalake in one text. */
export interface DatalakeRequest extends SentRequest {
	asked: string;
}

let accounts = 0;

/**
 * n8n's context and the access to an account of the Datalake, both leading nowhere.
 *
 * @param answer what comes back on each request
 * @param answerOfSession what comes back on each part that is put to an upload session
 */
export function fakeDatalake(
	answer: (request: DatalakeRequest, index: number) => Answer | Promise<Answer>,
	{
		answerOfSession = () => new Error('No session was opened'),
		cancelSignal,
	}: {
		answerOfSession?: (options: IHttpRequestOptions, index: number) => Answer | Promise<Answer>;
		cancelSignal?: AbortSignal;
	} = {},
) {
	const base = '/serve/datalake/v1';
	const named = (request: SentRequest): DatalakeRequest => ({
		...request,
		asked: `${request.method} ${request.url.split(base)[1]}`,
	});
	const { api, requests, log } = fakeApi(async (request, index) => await answer(named(request), index), {
		apiVersion: 'datalake',
		datalake: { account: `account ${accounts++}`, base, keyPrefix: '' },
		...(cancelSignal === undefined ? {} : { cancelSignal }),
	});
	const puts: IHttpRequestOptions[] = [];
	Object.assign(api.context.helpers, {
		async httpRequest(options: IHttpRequestOptions) {
			puts.push(options);
			const answered = await answerOfSession(options, puts.length - 1);
			if (answered instanceof Error) throw answered;
			return { statusCode: 200, headers: {}, ...answered };
		},
	});
	return { api, requests, log, puts, asked: () => requests.map((request) => named(request).asked) };
}
