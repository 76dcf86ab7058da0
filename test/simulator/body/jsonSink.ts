import { Writable } from 'node:stream';
import type { ReceivedBody } from './receivedBody';

/** A stream that takes a JSON body and sets `body.json`. Emits an error when the text is not JSON. */
export function jsonSink(body: ReceivedBody): Writable {
	const chunks: Buffer[] = [];
	return new Writable({
		write(chunk: Buffer, _encoding, done) {
			chunks.push(chunk);
			done();
		},
		final(done) {
			try {
				body.json = JSON.parse(Buffer.concat(chunks).toString());
				done();
			} catch {
				done(new Error('JSON parse error'));
			}
		},
	});
}
