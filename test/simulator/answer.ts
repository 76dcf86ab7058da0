import type { EventStream } from './endpoints/endpoint';
import { envelopeText, type Envelope } from './envelope';
import type { OriginalFile } from './originals';

/** An HTTP answer before it is sent; header names in lower case. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
	/** What is sent in the place of `body`. */
	file?: OriginalFile;
}

/** What a request gets: an answer, the end of its connection, or nothing. */
export type Reply = Answer | 'hangUp' | 'silence';

/** `content` as a JSON answer. memories.ai answers application errors with HTTP 200 as well. */
export function jsonAnswer(content: Envelope | object, status = 200): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json' },
		body: envelopeText(content),
	};
}

/** A file as an answer. */
export function fileAnswer(file: OriginalFile): Answer {
	return {
		status: 200,
		headers: { 'content-type': 'application/octet-stream', 'content-length': String(file.bytes) },
		body: '',
		file,
	};
}

/** Events as an answer, one `data:` line each; text as it is. */
export function eventStreamAnswer({ events }: EventStream): Answer {
	return {
		status: 200,
		headers: { 'content-type': 'text/event-stream;charset=UTF-8' },
		body: events
			.map((event) => `data:${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`)
			.join(''),
	};
}
