import type { IncomingMessage, ServerResponse } from 'node:http';
import { finished } from 'node:stream/promises';
import { refusalOfKey, type ApiKeys } from './accounts';
import { eventStreamAnswer, jsonAnswer, type Answer } from './answer';
import { BodyGate } from './body/bodyGate';
import { readBody } from './body/readBody';
import type { ReceivedBody } from './body/receivedBody';
import type { EventStream, Service } from './endpoints/endpoint';
import type { Envelope } from './envelope';
import type { Fault, FaultSwitchboard } from './faults';
import { beginEntry, type JournalEntry } from './journal';
import type { Route, RouteTable } from './routes';
import { unknownPathAnswer, type UnknownPathAnswer } from './unknownPath';

/** What a server needs to handle requests. */
export interface RequestHandlerParts {
	routes: RouteTable;
	keys: ApiKeys;
	service: Service;
	faults: FaultSwitchboard;
	journal: JournalEntry[];
	unknownPath: UnknownPathAnswer;
	/** Called when a request is over, answered or not. */
	onRequestEnd?: (entry: JournalEntry) => void;
}

/** Takes requests through the simulator: journal, fault, body, endpoint, answer. */
export class RequestHandler {
	constructor(private readonly parts: RequestHandlerParts) {}

	/** Handles one request to its end, good or bad; never rejects. */
	async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { routes, faults, journal, onRequestEnd } = this.parts;
		const entry = beginEntry(request);
		journal.push(entry);
		// A request whose reading breaks off lets go of its socket.
		const { socket } = request;
		response.on('close', () => {
			if (!response.writableFinished) entry.aborted = true;
			onRequestEnd?.(entry);
		});

		const route = routes.get(`${entry.method} ${entry.path}`);
		const fault = route && faults.take(route.name);
		if (fault?.kind === 'earlyRefusal') return refuseEarly(fault, entry, request, response);

		const body: ReceivedBody = { fields: entry.fields, files: [] };
		const gate = new BodyGate(fault, (bytes) => (entry.receivedBytes += bytes));
		// A gate that holds the end of the body back would otherwise wait on when the connection has gone.
		response.on('close', () => gate.destroy());
		const arrived = await readBody(request, gate, body);
		entry.file = body.files[0];
		entry.json = body.json;
		entry.jsonText = body.jsonText;
		const answer = arrived ? this.answerTo(entry, route, fault, body) : 'hangUp';
		if (answer === 'hangUp') socket.destroy();
		else if (answer !== 'silence') send(answer, entry, response);
	}

	private answerTo(
		entry: JournalEntry,
		route: Route | undefined,
		fault: Fault | undefined,
		body: ReceivedBody,
	): Answer | 'hangUp' | 'silence' {
		const { unknownPath, service } = this.parts;
		if (route === undefined) {
			return unknownPathAnswer(unknownPath, entry.path, service.dateNow(), service.ids.hex32());
		}
		switch (fault?.kind) {
			case 'envelope':
				return jsonAnswer(route.generation.refused(fault));
			case 'http':
				return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' };
			case 'truncatedJson':
				return cutInHalf(answerWith(this.carryOut(entry, route, body)));
			case 'noData':
				return jsonAnswer({ ...this.carryOut(entry, route, body), data: undefined });
			case 'dropAfterBody':
				if (fault.createVideo) this.carryOut(entry, route, body);
				return 'hangUp';
			case 'silentAfterBody':
				if (fault.createVideo) this.carryOut(entry, route, body);
				return 'silence';
			default:
				return answerWith(this.carryOut(entry, route, body));
		}
	}

	private carryOut(entry: JournalEntry, route: Route, body: ReceivedBody): Envelope | EventStream {
		const { keys, service } = this.parts;
		const { generation, endpoint, isPriced } = route;
		const apiKey = entry.headers.authorization ?? '';
		const refusal = refusalOfKey(keys, apiKey, isPriced);
		return refusal === undefined
			? endpoint({ generation, apiKey, query: entry.query, body }, service)
			: generation.refused(refusal);
	}
}

function answerWith(content: Envelope | EventStream): Answer {
	return 'events' in content ? eventStreamAnswer(content) : jsonAnswer(content);
}

function cutInHalf(answer: Answer): Answer {
	return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
}

function send({ status, headers, body }: Answer, entry: JournalEntry, response: ServerResponse): void {
	entry.answer = { status, body };
	response.writeHead(status, headers).end(body);
}

async function refuseEarly(
	{ status, headers, body, unreadBody = 'discarded' }: Fault & { kind: 'earlyRefusal' },
	entry: JournalEntry,
	request: IncomingMessage,
	response: ServerResponse,
): Promise<void> {
	const closing = { ...headers, connection: 'close' };
	if (unreadBody === 'cutOff') {
		send({ status, headers: closing, body }, entry, response);
		return;
	}

	// The whole answer goes out now; ending it, which closes the connection, waits for the client.
	entry.answer = { status, body };
	response.writeHead(status, { ...closing, 'content-length': Buffer.byteLength(body) });
	response.write(body);
	request.on('data', (chunk: Buffer) => (entry.receivedBytes += chunk.length));
	await finished(request).catch(() => undefined);
	response.end();
}
