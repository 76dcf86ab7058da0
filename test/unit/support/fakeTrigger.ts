import type { IWebhookFunctions } from 'n8n-workflow';
import { prepareCallback } from '../../../nodes/MemoriesAi/callback/callbackUrl';
import { receiveCallback, type Reception } from '../../../nodes/MemoriesAi/callback/receiveCallback';
import { accepted, fakeApi, refused, type Answer, type SentRequest } from './fakeMemoriesAi';

/** How one call differs from a usual one: a POST without a signature, whose length is announced. */
export interface CallChanges {
	query?: string;
	method?: string;
	headers?: Record<string, string>;
	/** Its body breaks off. */
	isBroken?: true;
	mode?: 'manual' | 'webhook';
}

const PATH = '/webhook/0c5f7b5e/memories-ai';
const URL_OF_TRIGGER = `https://n8n.example.com${PATH}`;

let credentials = 0;

/**
 * A trigger with these fields, and an account of its own.
 *
 * @param answer what memories.ai answers
 */
export function fakeTrigger(
	parameters: Record<string, unknown> = {},
	answer: (request: SentRequest, index: number) => Answer | Promise<Answer> = () => refused('0001'),
) {
	const { api, requests } = fakeApi(answer);
	const account = { apiKey: 'sk-test', baseUrl: api.baseUrl, apiVersion: 'v1.2' };
	const credentialId = `credential ${credentials++}`;
	const values: Record<string, unknown> = {
		events: ['all'],
		callbackCheck: 'signedOrConfirmed',
		...parameters,
	};
	const log: string[] = [];
	let credentialReads = 0;
	let bodyReads = 0;

	const call = async (body: unknown, changes: CallChanges = {}): Promise<Reception> => {
		const rawBody = Buffer.isBuffer(body)
			? body
			: Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
		const request = {
			method: changes.method ?? 'POST',
			originalUrl: `${PATH}${changes.query ?? ''}`,
			rawBody: undefined as Buffer | undefined,
			readRawBody: async () => {
				bodyReads++;
				if (changes.isBroken === true) throw new Error('unexpected end of file');
				request.rawBody = rawBody;
			},
		};
		const context = {
			...api.context,
			getCredentials: async () => {
				credentialReads++;
				return { ...account };
			},
			getExecutionCancelSignal: () => undefined,
			getHeaderData: () => ({ 'content-length': String(rawBody.byteLength), ...changes.headers }),
			getMode: () => changes.mode ?? 'webhook',
			getNode: () => ({ credentials: { memoriesAiApi: { id: credentialId } } }),
			getNodeParameter: (name: string, fallback?: unknown) => values[name] ?? fallback,
			getNodeWebhookUrl: () => URL_OF_TRIGGER,
			getRequestObject: () => request,
			logger: {
				error: (line: string) => log.push(`error: ${line}`),
				info: () => undefined,
				warn: (line: string) => log.push(`warn: ${line}`),
			},
		};
		return await receiveCallback(context as unknown as IWebhookFunctions);
	};
	return {
		call,
		requests,
		log,
		/** May be changed at any time. */
		account,
		credentialReads: () => credentialReads,
		bodyReads: () => bodyReads,
	};
}

/** What follows the URL of a fake trigger in a link of its own. */
export function signedQuery(changes: Partial<Parameters<typeof prepareCallback>[0]> = {}): string {
	const { url } = prepareCallback({
		url: URL_OF_TRIGGER,
		kind: 'upload',
		reference: '',
		uniqueId: '',
		apiKey: 'sk-test',
		apiBaseUrl: 'https://api.memories.ai',
		...changes,
	});
	return url.slice(URL_OF_TRIGGER.length);
}

/** The videos of an account, by number, with their statuses. */
export type AccountVideos = Record<string, string>;

/** Answers as an account with these videos. */
export function accountOf(videos: AccountVideos): (request: SentRequest) => Answer {
	return ({ endpoint, sentJson, qs }) => {
		const entry = (videoNo: string) => ({
			video_no: videoNo,
			video_name: `name of ${videoNo}`,
			status: videos[videoNo],
		});
		if (endpoint === 'get_metadata') {
			const videoNo = qs?.video_no as string;
			return accepted(videoNo in videos ? entry(videoNo) : null);
		}
		const { video_no: one, video_nos: several = [] } = sentJson as {
			video_no?: string;
			video_nos?: string[];
		};
		const asked = one === undefined ? several : [one];
		const listed = asked.filter((videoNo) => videoNo in videos).map(entry);
		return accepted({ videos: listed, total_count: listed.length });
	};
}
