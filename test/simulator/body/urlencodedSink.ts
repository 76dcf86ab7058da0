import { Writable } from 'node:stream';
import type { ReceivedBody } from './receivedBody';

/** A stream that takes an application/x-www-form-urlencoded body and fills `body.fields`. */
export function urlencodedSink(body: ReceivedBody): Writable {
	const chunks: Buffer[] = [];
	return new Writable({
		write(chunk: Buffer, _encoding, done) {
			chunks.push(chunk);
			done();
		},
		final(done) {
			body.fields.push(...new URLSearchParams(Buffer.concat(chunks).toString()));
			done();
		},
	});
}
