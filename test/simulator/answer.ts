import type { Envelope } from './envelope';

/** An HTTP answer before it is sent; header names in lower case. */
export interface Answer {
	status: number;
	headers: Record<string, string>;
	body: string;
}

/** `content` as a JSON answer. memories.ai answers application errors with HTTP 200 as well. */
export function jsonAnswer(content: Envelope | object, status = 200): Answer {
	return {
		status,
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify(content),
	};
}
