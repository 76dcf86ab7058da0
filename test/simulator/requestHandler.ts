import type { IncomingMessage, ServerResponse } from 'node:http';
import { refusalOfKey, type ApiKeys } from './accounts';
import { eventStreamAnswer, fileAnswer, jsonAnswer, type Answer, type Reply } from './answer';
import type { AnswerDesk } from './answerDesk';
import { readBody } from './body/readBody';
import type { ReceivedBody } from './body/receivedBody';
import type { EventStream, FileAnswer, Service } from './endpoints/endpoint';
import type { Envelope } from './envelope';
import { handleExchange } from './exchange';
import type { Fault, FaultSwitchboard } from './faults';
import { beginEntry, type JournalEntry } from './journal';
import type { Route, RouteTable } from './routes';
import { unknownPathAnswer, type UnknownPathAnswer } from './unknownPath';
import { setDateHeader } from './world/dateHeader';
import type { Lateness } from './world/lateness';
import { overLimit, RequestCounter } from './world/requestLimits';

/** What a server needs to handle requests. */
export interface RequestHandlerParts {
	routes: RouteTable;
	keys: ApiKeys;
	service: Service;
	faults: FaultSwitchboard;
	desk: AnswerDesk;
	journal: JournalEntry[];
	unknownPath: UnknownPathAnswer;
	/** Called when a request is over, answered or not. */
	onRequestEnd?: (entry: JournalEntry) => void;
}

/** Takes requests through the simulator: journal, fault, body, endpoint, answer. */
export class RequestHandler {
	private readonly counter = new RequestCounter();

	constructor(private readonly parts: RequestHandlerParts) {}

	/** Handles one request to its end, good or bad; never rejects. */
	async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { routes, faults, desk, journal, service, onRequestEnd } = this.parts;
		const entry = beginEntry(request);
		journal.push(entry);
		const route = routes.get(`${entry.method} ${entry.path}`);
		if (route !== undefined) entry.endpoint = route.name;
		const fault = faults.take(route?.name);
		const body: ReceivedBody = { fields: entry.fields, files: [] };
		const isWithinLimit = () => this.isWithinLimit(entry, route);
		const whenBegun = service.world.countsRequests === 'begun' ? isWithinLimit() : undefined;
		const carryOut = (storing?: Lateness) =>
			this.carryOut(entry, route, body, whenBegun ?? isWithinLimit(), storing);
		await handleExchange({
			request,
			response,
			entry,
			fault,
			desk,
			date: () => setDateHeader(response, service.world, service.dateNow()),
			onEnd: onRequestEnd,
			receive: async (gate) => {
				const arrived = await readBody(request, gate, body);
				entry.file = body.files[0];
				entry.json = body.json;
				entry.jsonText = body.jsonText;
				return arrived;
			},
			reply: () => replyTo(route, fault, carryOut),
		});
	}

	private isWithinLimit({ headers }: JournalEntry, route: Route | undefined): boolean {
		if (route === undefined) return true;
		const { world, dateNow } = this.parts.service;
		const limit = world.requestLimits[route.generation.version]?.[route.name];
		return this.counter.isWithin(limit, headers.authorization ?? '', dateNow());
	}

	private carryOut(
		entry: JournalEntry,
		route: Route | undefined,
		body: ReceivedBody,
		isWithinLimit: boolean,
		storing?: Lateness,
	): Answer {
		const { keys, service, unknownPath } = this.parts;
		if (route === undefined) {
			return unknownPathAnswer(unknownPath, entry.path, service.dateNow(), service.ids.hex32());
		}
		const { generation, endpoint, isPriced } = route;
		const apiKey = entry.headers.authorization ?? '';
		const refusal = refusalOfKey(keys, apiKey, isPriced) ?? (isWithinLimit ? undefined : overLimit);
		if (refusal !== undefined) return jsonAnswer(generation.refused(refusal));
		const request = { generation, apiKey, query: entry.query, body };
		return answerWith(endpoint({ ...request, storing: storing ?? service.world.storing }, service));
	}
}

/** @param carryOut carries the request out and gives its answer */
function replyTo(
	route: Route | undefined,
	fault: Fault | undefined,
	carryOut: (storing?: Lateness) => Answer,
): Reply {
	switch (fault?.kind) {
		case 'envelope':
			return withHeaders(jsonAnswer(route?.generation.refused(fault) ?? envelopeOf(fault)), fault.headers);
		case 'http':
			if (fault.createVideo === true) carryOut(fault.storing);
			return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' };
		case 'truncatedJson':
			return altered(carryOut(), (body) => body.slice(0, body.length / 2));
		case 'noData':
			return altered(carryOut(), (body) =>
				JSON.stringify({ ...(JSON.parse(body) as Envelope), data: undefined }),
			);
		case 'alteredAnswer':
			return altered(carryOut(), fault.alter);
		case 'dropAfterBody':
			if (fault.createVideo) carryOut(fault.storing);
			return 'hangUp';
		case 'silentAfterBody':
			if (fault.createVideo) carryOut(fault.storing);
			return 'silence';
		default:
			return carryOut();
	}
}

function envelopeOf({ code, msg }: Envelope): Envelope {
	return { code, msg };
}

function withHeaders(answer: Answer, headers: Record<string, string> = {}): Answer {
	return { ...answer, headers: { ...answer.headers, ...headers } };
}

function altered(answer: Answer, alter: (body: string) => string): Answer {
	return { ...answer, body: alter(answer.body) };
}

function answerWith(content: Envelope | EventStream | FileAnswer): Answer {
	if ('file' in content) return fileAnswer(content.file);
	return 'events' in content ? eventStreamAnswer(content) : jsonAnswer(content);
}
