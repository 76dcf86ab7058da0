import type { Writable } from 'node:stream';
import type { ReceivedBody } from './receivedBody';
import { textSink } from './textSink';

/** A stream that takes a JSON body and sets `body.json` and `body.jsonText`. Emits an error when the text is not JSON. */
export function jsonSink(body: ReceivedBody): Writable {
	return textSink((text) => {
		body.jsonText = text;
		try {
			body.json = JSON.parse(text);
		} catch {
			throw new Error('JSON parse error');
		}
	});
}
