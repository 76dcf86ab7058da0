import { createCipheriv } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The file that a video was made of, as downloads give it. */
export interface OriginalFile {
	bytes: number;
	/** Its content, piece by piece. */
	chunks: () => Iterable<Buffer>;
}

const MiB = 1024 ** 2;
const sample = readFileSync(join(__dirname, '../fixtures/sample.mp4'));

/** A file of this content. */
export function originalOf(content: Buffer): OriginalFile {
	return { bytes: content.byteLength, chunks: () => [content] };
}

/** The project's own video, which stands in for every upload: their bytes are not kept. */
export const sampleOriginal = originalOf(sample);

/**
 * A video of any size, the same each time: the sample, followed by bytes that no compression could stand in for.
 *
 * @param bytes more than the sample has
 */
export function largeOriginal(bytes: number): OriginalFile {
	return {
		bytes,
		*chunks() {
			yield sample;
			const keystream = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
			const zeros = Buffer.alloc(MiB);
			for (let left = bytes - sample.byteLength; left > 0; left -= MiB) {
				yield keystream.update(zeros.subarray(0, Math.min(MiB, left)));
			}
		},
	};
}
