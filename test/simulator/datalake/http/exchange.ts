import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Answer } from '../../answer';
import { BodyGate } from '../../body/bodyGate';
import type { JournalEntry } from '../../journal';
import { isCarriedOut, wireFaultOf, type DatalakeFault } from '../faults';

/** One request to the Datalake or to its session host, with what to do about it. */
export interface Exchange {
	request: IncomingMessage;
	response: ServerResponse;
	/** Filled on the way. */
	entry: JournalEntry;
	fault: DatalakeFault | undefined;
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
	const { request, response, entry, fault, onEnd, receive } = exchange;
	// A request whose reading breaks off lets go of its socket.
	const { socket } = request;
	response.on('close', () => {
		if (!response.writableFinished) entry.aborted = true;
		onEnd();
	});
	if (fault?.kind === 'earlyRefusal') return refuseEarly(fault, exchange);

	const gate = new BodyGate(wireFaultOf(fault), (bytes) => (entry.receivedBytes += bytes));
	// A gate that holds the end of the body back would otherwise wait on when the connection has gone.
	response.on('close', () => gate.destroy());
	const reply = (await receive(gate)) ? replyTo(exchange) : 'hangUp';
	if (reply === 'hangUp') socket.destroy();
	else if (reply !== 'silence') send(reply, entry, response);
}

function replyTo({ fault, carryOut, refuse }: Exchange): Answer | 'hangUp' | 'silence' {
	switch (fault?.kind) {
		case 'refusal':
			return refuse(fault);
		case 'http':
			return { status: fault.status, headers: fault.headers ?? {}, body: fault.body ?? '' };
		case 'truncatedJson': {
			const answer = carryOut();
			return { ...answer, body: answer.body.slice(0, answer.body.length / 2) };
		}
		case 'dropAfterBody':
			if (isCarriedOut(fault)) carryOut();
			return 'hangUp';
		case 'silentAfterBody':
			if (isCarriedOut(fault)) carryOut();
			return 'silence';
		default:
			return carryOut();
	}
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
