import { createHash } from 'node:crypto';
import type { Writable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import type { ReceivedBody } from './receivedBody';

/**
 * A stream that takes a multipart/form-data body and fills `body` with its fields and files. File contents are
 * hashed while they pass, so memory use does not depend on their size. Emits an error when the form ends
 * early.
 *
 * @throws when `contentType` names no boundary
 */
export function multipartSink(contentType: string, body: ReceivedBody): Writable {
	const parser = new Busboy({
		headers: { 'content-type': contentType },
		preservePath: true,
		isPartAFile: (_fieldName, _mimeType, fileName) => fileName !== undefined,
	});
	parser.on('field', (name, value) => body.fields.push([name, value]));
	parser.on('file', (fieldName, content, fileName, _encoding, mimeType) => {
		const hash = createHash('sha256');
		let bytes = 0;
		content.on('data', (chunk: Buffer) => {
			bytes += chunk.length;
			hash.update(chunk);
		});
		content.on('end', () =>
			body.files.push({ fieldName, fileName, mimeType, bytes, sha256: hash.digest('hex') }),
		);
		// The parser reports the same error; without this listener the file's own event would be fatal.
		content.on('error', () => undefined);
	});
	return parser;
}
