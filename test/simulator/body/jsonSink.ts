import { Writable } from 'node:stream';
import type { ReceivedBody } from './receivedBody';

/** A stream that takes a JSON body and sets `body.json` and `body.jsonText`. Emits an error when the text is not JSON. */
export function jsonSink(body: ReceivedBody): Writable {
	const chunks: Buffer[] = [];
	return new Writable({
		write(chunk: Buffer, _encoding, done) {
			chunks.push(chunk);
			done();
		},
		final(done) {
			try {
				body.jsonText = Buffer.concat(chunks).toString();
				body.json = JSON.parse(body.jsonText);
				done();
			} catch {
				done(new Error('JSON parse error'));
			}
		},
	});
}
