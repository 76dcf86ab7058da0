import type { ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { OriginalFile } from './originals';

/** What can go wrong with a file on its way to the client. */
export interface FileFault {
	kind: 'brokenAnswer' | 'stalledAnswer';
	/** So many bytes of the file are sent. */
	afterBytes: number;
}

/**
 * Sends a file as the body of an answer whose head is written already, as fast as the client takes it; never rejects.
 *
 * @param fault undefined for none
 */
export async function sendFile(
	{ chunks }: OriginalFile,
	response: ServerResponse,
	fault: FileFault | undefined,
): Promise<void> {
	if (fault === undefined) {
		await pipeline(Readable.from(chunks()), response).catch(() => undefined);
		return;
	}
	const part = Readable.from(firstBytes(chunks(), fault.afterBytes));
	await pipeline(part, response, { end: false }).catch(() => undefined);
	if (fault.kind === 'brokenAnswer') response.destroy();
}

function* firstBytes(chunks: Iterable<Buffer>, bytes: number): Iterable<Buffer> {
	let left = bytes;
	for (const chunk of chunks) {
		if (left <= 0) return;
		yield chunk.subarray(0, left);
		left -= chunk.byteLength;
	}
}
