import { readFileSync } from 'node:fs';
import path from 'node:path';
import { recognise, PEEKED_BYTES } from '../../../../../nodes/MemoriesAi/upload/file/container';
import type { Recognised } from '../../../../../nodes/MemoriesAi/upload/file/recognised';

/** A file of test/fixtures/odd. */
export function oddFile(subfolder: 'videos' | 'nonVideos', file: string): Buffer {
	return readFileSync(path.resolve(__dirname, '../../../../fixtures/odd', subfolder, file));
}

/** What a whole file is, seen as an upload sees it: its first bytes and its size. */
export function recogniseFile(file: string | Uint8Array): Recognised {
	const bytes = Buffer.from(file);
	return recognise(bytes.subarray(0, 8 * PEEKED_BYTES), bytes.length);
}
