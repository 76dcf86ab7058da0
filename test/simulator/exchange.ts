import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Transform } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { Answer, Reply } from './answer';
import type { AnswerDesk } from './answerDesk';
import { BodyGate } from './body/bodyGate';
import type { Fault } from './faults';
import type { JournalEntry } from './journal';
import { sendFile, type FileFault } from './sendFile';

/** One request to any of the simulator's servers, with what to do about it. */
export interface Exchange {
	request: IncomingMessage;
	response: ServerResponse;
	/** Filled on the way. */
	entry: JournalEntry;
	fault: Fault | undefined;
	desk: AnswerDesk;
	/** Dates the answer; called when it is about to be sent. */
	date: (response: ServerResponse) => void;
	/** Called when the request is over, answered or not. */
	onEnd?: (entry: JournalEntry) => void;
	/** Reads the body through the gate to its end, and says whether it arrived whole. */
	receive: (gate: Transform) => Promise<boolean>;
	/** What the request is answered; called once, if the body has arrived. */
	reply: () => Reply;
}

/** Takes a request to its end, good or bad: body, reply, answer; never rejects. */
export async function handleExchange(exchange: Exchange): Promise<void> {
	const { request, response, entry, fault, desk, onEnd, receive, reply } = exchange;
	// A request whose reading breaks off lets go of its socket.
	const { socket } = request;
	response.on('close', () => {
		if (!response.writableFinished) entry.aborted = true;
		onEnd?.(entry);
	});
	if (fault?.kind === 'earlyRefusal') return refuseEarly(fault, exchange);

	const gate = new BodyGate(fault, entry.contentLength, (bytes) => (entry.receivedBytes += bytes));
	// A gate that holds the end of the body back would otherwise wait on when the connection has gone.
	response.on('close', () => gate.destroy());
	const arrived = await receive(gate);
	entry.isBodyWhole = arrived || entry.receivedBytes === entry.contentLength;
	const dueReply = await desk.dueReply(arrived ? reply() : 'hangUp', fault);
	if (dueReply === 'hangUp') socket.destroy();
	else if (dueReply !== 'silence') send(dueReply, exchange);
}

function send({ status, headers, body, file }: Answer, { entry, response, date, fault }: Exchange): void {
	entry.answer = { status, body };
	date(response);
	response.writeHead(status, headers);
	if (file === undefined) response.end(body);
	else void sendFile(file, response, isFileFault(fault) ? fault : undefined);
}

function isFileFault(fault: Fault | undefined): fault is Fault & FileFault {
	return fault?.kind === 'brokenAnswer' || fault?.kind === 'stalledAnswer';
}

async function refuseEarly(
	{ status, headers, body, unreadBody = 'discarded' }: Fault & { kind: 'earlyRefusal' },
	exchange: Exchange,
): Promise<void> {
	const closing = { ...headers, connection: 'close' };
	if (unreadBody === 'cutOff') {
		send({ status, headers: closing, body }, exchange);
		return;
	}

	// The whole answer goes out now; ending it, which closes the connection, waits for the client.
	const { request, response, entry, date } = exchange;
	entry.answer = { status, body };
	date(response);
	response.writeHead(status, { ...closing, 'content-length': Buffer.byteLength(body) });
	response.write(body);
	request.on('data', (chunk: Buffer) => (entry.receivedBytes += chunk.length));
	await finished(request).catch(() => undefined);
	response.end();
}
