import { createHash } from 'node:crypto';
import { put, type DatalakeAnswer } from './datalakeClient';

/** What chunks are multiples of. */
export const unit = 256 * 1024;

/** A file for a session: two units and a bit. */
export const file = Buffer.alloc(2 * unit + 100, 'a moving picture');

/** Hexadecimal SHA-256 of the file. */
export const sha256 = createHash('sha256').update(file).digest('hex');

/** Sends the bytes of the file from `start` up to `end`, both included. */
export function putPart(
	url: string,
	start: number,
	end: number,
	headers?: Record<string, string>,
): Promise<DatalakeAnswer> {
	return put(url, `bytes ${start}-${end}/${file.length}`, file.subarray(start, end + 1), headers);
}

/** Sends the whole file, in three chunks. */
export async function putAll(url: string): Promise<void> {
	await putPart(url, 0, unit - 1);
	await putPart(url, unit, 2 * unit - 1);
	await putPart(url, 2 * unit, file.length - 1);
}
