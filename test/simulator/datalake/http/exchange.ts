import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Answer, Reply } from '../../answer';
import type { AnswerDesk } from '../../answerDesk';
import { BodyGate } from '../../body/bodyGate';
import type { JournalEntry } from '../../journal';
import { isCarriedOut, sharedFaultOf, type DatalakeFault } from '../faults';

/** One request to the Datalake or to its session host, with what to do about it. */
export interface Exchange {
	request: IncomingMessage;
	response: ServerResponse;
	/** Filled on the way. */
	entry: JournalEntry;
	fault: DatalakeFault | undefined;
	desk: AnswerDesk;
	/** Called when the request is over, answered or not. */
	onEnd: () => void;
	/** Reads the body through the gate to its end, and says whether it arrived whole. */
	receive: (gate: Transform) => Promise<boolean>;
	/** Carries the request out and gives its answer; called once, at most. */
	carryOut: () => Answer;
	/** The answer to a request with a fault of the kind 'refusal'. */
	refuse: (fault: DatalakeFault & { kind: 'refusal' }) => Answer;
}

/** Takes one request to its end, good or bad; never rejects. */
export async function handleExchange(exchange: Exchange): Promise<void> {
	const { request, response, entry, desk, onEnd, receive } = exchange;
	const fault = sharedFaultOf(exchange.fault);
	// A request whose reading breaks off lets go of its socket.
	const { socket } = request;
	response.on('close', () => {
		if (!response.writableFinished) entry.aborted = true;
		onEnd();
	});
	if (fault?.kind === 'earlyRefusal') return refuseEarly(fault, exchange);

	const gate = new BodyGate(fault, entry.contentLength, (bytes) => (entry.receivedBytes += bytes));
	// A gate that holds the end of the body back would otherwise wait on when the connection has gone.
	response.on('close', () => gate.destroy());
	const arrived = await receive(gate);
	entry.isBodyWhole = arrived || entry.receivedBytes === entry.contentLength;
	const reply = await desk.dueReply(arrived ? replyTo(exchange) : 'hangUp', fault);
	if (reply === 'hangUp') socket.destroy();
	else if (reply !== 'silence') send(reply, entry, response);
}

function replyTo({ fault, carryOut, refuse }: Exchange): Reply {
	const answer = isCarriedOut(fault) ? carryOut() : undefined;
	switch (fault?.kind) {
		case 'refusal':
			return refuse(fault);
		case 'http':
			return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' };
		case 'dropAfterBody':
			return 'hangUp';
		case 'silentAfterBody':
			return 'silence';
		case 'truncatedJson':
			return altered(answer, (body) => body.slice(0, body.length / 2));
		case 'alteredAnswer':
			return altered(answer, fault.alter);
		default:
			return altered(answer, (body) => body);
	}
}

function altered(answer: Answer | undefined, alter: (body: string) => string): Reply {
	return answer === undefined ? 'hangUp' : { ...answer, body: alter(answer.body) };
}

function send({ status, headers, body }: Answer, entry: JournalEntry, response: ServerResponse): void {
	entry.answer = { status, body };
	response.writeHead(status, headers).end(body);
}

async function refuseEarly(
	{ status, headers, body, unreadBody = 'discarded' }: DatalakeFault & { kind: 'earlyRefusal' },
	{ request, response, entry }: Exchange,
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
