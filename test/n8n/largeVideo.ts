import { createCipheriv, createHash } from 'node:crypto';
import { open, readFile } from 'node:fs/promises';
import { sampleVideoFile } from './uploadExample';

const MiB = 1024 ** 2;

/**
 * Writes a video of any size: the sample, followed by bytes that no compression or repetition could stand in for.
 *
 * @param size in bytes, more than the sample has
 * @returns its SHA-256, in hexadecimal
 */
export async function writeLargeVideo(path: string, size: number): Promise<string> {
	const keystream = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
	const hash = createHash('sha256');
	const zeros = Buffer.alloc(MiB);
	const sample = await readFile(sampleVideoFile);
	const file = await open(path, 'w');
	const write = async (content: Buffer) => {
		hash.update(content);
		await file.writeFile(content);
	};
	try {
		await write(sample);
		for (let left = size - sample.byteLength; left > 0; left -= MiB) {
			await write(keystream.update(zeros.subarray(0, Math.min(MiB, left))));
		}
	} finally {
		await file.close();
	}
	return hash.digest('hex');
}
