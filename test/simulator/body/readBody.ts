import type { IncomingMessage } from 'node:http';
import { Writable, type Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { jsonSink } from './jsonSink';
import { multipartSink } from './multipartSink';
import type { ReceivedBody } from './receivedBody';
import { urlencodedSink } from './urlencodedSink';

/**
 * Reads a request's body to its end, filling `body` on the way.
 *
 * @param gate every byte passes through it before it is looked at: the place for counting and for faults
 * @returns true when the body arrived whole, readable or not (see `body.problem`); false when the connection
 *   ended first or the gate broke it off
 */
export async function readBody(
	request: IncomingMessage,
	gate: Transform,
	body: ReceivedBody,
): Promise<boolean> {
	try {
		await pipeline(request, gate, sinkFor(request, body));
	} catch (error) {
		if (!gate.readableEnded) return false;
		body.problem = messageOf(error);
	}
	return true;
}

function sinkFor(request: IncomingMessage, body: ReceivedBody): Writable {
	const contentType = request.headers['content-type'] ?? '';
	if (/^application\/json\b/i.test(contentType)) return jsonSink(body);
	if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) return urlencodedSink(body);
	if (!/^multipart\/form-data\b/i.test(contentType)) return discardingSink();
	try {
		return multipartSink(contentType, body);
	} catch (error) {
		body.problem = messageOf(error);
		return discardingSink();
	}
}

function discardingSink(): Writable {
	return new Writable({ write: (_chunk, _encoding, done) => done() });
}

function messageOf(error: unknown): string {
	return error instanceof Error ? error.message : String(error);
}
