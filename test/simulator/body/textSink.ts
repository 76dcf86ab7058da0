import { Writable } from 'node:stream';

/**
 * A stream that takes a whole body as text.
 *
 * @param take what to do with the text; the stream emits the error that it throws
 */
export function textSink(take: (text: string) => void): Writable {
	const chunks: Buffer[] = [];
	return new Writable({
		write(chunk: Buffer, _encoding, done) {
			chunks.push(chunk);
			done();
		},
		final(done) {
			try {
				take(Buffer.concat(chunks).toString());
				done();
			} catch (error) {
				done(error instanceof Error ? error : new Error(String(error)));
			}
		},
	});
}
