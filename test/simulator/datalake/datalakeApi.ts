import type { IncomingMessage, ServerResponse } from 'node:http';
import { jsonAnswer, type Answer } from '../answer';
import type { AnswerDesk } from '../answerDesk';
import { readBody } from '../body/readBody';
import type { ReceivedBody } from '../body/receivedBody';
import { handleExchange } from '../exchange';
import { beginEntry, type JournalEntry } from '../journal';
import type { IngestPlace, IngestsInFlight } from './account/ingests';
import type { DatalakeService } from './endpoints/endpoint';
import { sharedFaultOf, type DatalakeFault, type DatalakeFaults } from './faults';
import type { DatalakeEntry } from './journal';
import { requireKey, type DatalakeKeys } from './keys';
import { notFound, Refusal, refusalAnswer } from './refusal';
import { replyTo } from './reply';
import { datalakeBases, datalakeRoute, type DatalakeBase, type DatalakeRoute } from './routes';

/** What the API of the Datalake needs. */
export interface DatalakeApiParts {
	/** The base paths that lead to the API; another one leads to the gateway's default backend. */
	servedBases: readonly DatalakeBase[];
	keys: DatalakeKeys;
	service: DatalakeService;
	faults: DatalakeFaults;
	desk: AnswerDesk;
	/** Dates an answer. */
	date: (response: ServerResponse) => void;
	ingests: IngestsInFlight;
	/** Where requests are noted. */
	journals: ReadonlyArray<Array<JournalEntry | DatalakeEntry>>;
	onRequestEnd?: (entry: JournalEntry) => void;
}

/** What a gateway says about a path that leads to none of its services. */
const defaultBackend: Answer = {
	status: 404,
	headers: { 'content-type': 'text/plain; charset=utf-8' },
	body: 'default backend - 404',
};

/** Takes requests to the Datalake through the simulator: journal, fault, body, key, endpoint, answer. */
export class DatalakeApi {
	constructor(private readonly parts: DatalakeApiParts) {}

	/** Handles one request to a base path to its end, good or bad; never rejects. */
	async handle(request: IncomingMessage, response: ServerResponse, base: DatalakeBase): Promise<void> {
		const { servedBases, faults, desk, date, ingests, service, journals, onRequestEnd } = this.parts;
		const entry: DatalakeEntry = { ...beginEntry(request), requestId: `req_${service.ids.hex32()}` };
		for (const journal of journals) journal.push(entry);
		response.setHeader('x-request-id', entry.requestId);

		const isServed = servedBases.includes(base);
		const route = isServed ? routeOf(entry, base) : undefined;
		entry.datalakeEndpoint = route?.name;
		const fault = faults.take(route?.name);
		const place = route?.startsIngest ? ingests.enter() : undefined;
		const body: ReceivedBody = { fields: entry.fields, files: [] };
		await handleExchange({
			request,
			response,
			entry,
			fault: sharedFaultOf(fault),
			desk,
			date,
			onEnd: () => {
				place?.leave();
				onRequestEnd?.(entry);
			},
			receive: async (gate) => {
				const arrived = await readBody(request, gate, body);
				readJsonPart(body);
				entry.file = body.files[0];
				entry.json = body.json;
				entry.jsonText = body.jsonText;
				return arrived;
			},
			reply: () =>
				replyTo(
					fault,
					() => (isServed ? this.answerTo(entry, route, body, place) : defaultBackend),
					(refusal) => this.refusalBy(refusal, entry),
				),
		});
	}

	private refusalBy(
		{ status, code, message = '', retryAfterS }: DatalakeFault & { kind: 'refusal' },
		{ requestId }: DatalakeEntry,
	): Answer {
		const { switches } = this.parts.service;
		return refusalAnswer(new Refusal(status, code, message, retryAfterS), requestId, switches);
	}

	private answerTo(
		entry: DatalakeEntry,
		route: DatalakeRoute | undefined,
		body: ReceivedBody,
		place: IngestPlace | undefined,
	): Answer {
		const { keys, service } = this.parts;
		const { account, switches } = service;
		const { headers, requestId, query, path } = entry;
		try {
			requireKey(keys, headers.authorization, switches);
			if (route === undefined) throw notFound(path);
			if (route.isPriced && switches.pricedReadsNeedBalance) account.requireBalance();
			const { status = 200, content } = route.endpoint(
				{
					subject: route.subject,
					query: new URLSearchParams(query),
					body,
					origin: `http://${headers.host ?? ''}`,
					requestId,
					isOverIngestLimit: place?.isOverLimit ?? false,
				},
				service,
			);
			return content === undefined ? { status, headers: {}, body: '' } : jsonAnswer(content, status);
		} catch (error) {
			if (error instanceof Refusal) return refusalAnswer(error, requestId, switches);
			throw error;
		} finally {
			place?.leave();
		}
	}
}

/** The base path a request goes to, if it is one of the Datalake's. */
export function datalakeBaseOf(path: string): DatalakeBase | undefined {
	return datalakeBases.find((base) => path.startsWith(`${base}/`));
}

function routeOf(
	{ method, path, query, headers }: JournalEntry,
	base: DatalakeBase,
): DatalakeRoute | undefined {
	const isResumable = new URLSearchParams(query).get('upload') === 'resumable';
	const isForm = /^multipart\/form-data\b/i.test(headers['content-type'] ?? '');
	return datalakeRoute(method, path.slice(base.length), isResumable, isForm);
}

/** Takes the part `json` of a form as the JSON of the request; leaves it out when it is none. */
function readJsonPart(body: ReceivedBody): void {
	const [, text] = body.fields.find(([name]) => name === 'json') ?? [];
	if (text === undefined) return;
	body.jsonText = text;
	try {
		body.json = JSON.parse(text);
	} catch {
		// No JSON: the endpoint says so.
	}
}
