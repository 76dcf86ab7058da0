import type { Writable } from 'node:stream';
import type { ReceivedBody } from './receivedBody';
import { textSink } from './textSink';

/** A stream that takes an application/x-www-form-urlencoded body and fills `body.fields`. */
export function urlencodedSink(body: ReceivedBody): Writable {
	return textSink((text) => {
		body.fields.push(...new URLSearchParams(text));
	});
}
