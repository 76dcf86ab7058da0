import type { EventStream } from './endpoints/endpoint';
import { envelopeText, type Envelope } from './envelope';

/** An HTTP answer before it is sent; header names in lower case. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
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

/** Events as an answer, one `data:` line each. */
export function eventStreamAnswer({ events }: EventStream): Answer {
	return {
		status: 200,
		headers: { 'content-type': 'text/event-stream;charset=UTF-8' },
		body: events.map((event) => `data:${JSON.stringify(event)}\n\n`).join(''),
	};
}
