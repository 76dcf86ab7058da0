import { createCipheriv, createHash } from 'node:crypto';
import { mkdir, mkdtemp, open, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { MiB, type Load } from './plan';

/** The files that are uploaded, in a folder that all ways read from. */
export class VideoFiles {
	private constructor(readonly folder: string) {}

	static async create(): Promise<VideoFiles> {
		return new VideoFiles(await realpath(await mkdtemp(join(tmpdir(), 'memories-ai-bench-'))));
	}

	/**
	 * Makes the files that one execution of a load sends, unless they are there. They are sparse: reading them costs
	 * memory bandwidth, but no disk.
	 *
	 * @returns their paths
	 */
	async ofLoad({ id, fileBytes, items }: Load): Promise<string[]> {
		const folder = join(this.folder, id);
		await mkdir(folder, { recursive: true });
		const paths = Array.from({ length: items }, (_, index) => join(folder, `video-${index}.mp4`));
		for (const path of paths) await makeSparseFile(path, fileBytes);
		return paths;
	}

	/** Makes a file that no compression or repetition could stand in for. */
	async withRandomContent(bytes: number): Promise<{ path: string; sha256: string }> {
		const path = join(this.folder, 'random.mp4');
		return { path, sha256: await writePseudoRandomFile(path, bytes) };
	}

	async remove(): Promise<void> {
		await rm(this.folder, { recursive: true, force: true });
	}
}

async function makeSparseFile(path: string, bytes: number): Promise<void> {
	const file = await open(path, 'w');
	await file.write(startOfVideo(bytes));
	await file.truncate(bytes);
	await file.close();
}

/** At the end of a film stands what describes it; a file without is refused as the beginning of one. */
const DESCRIPTION_BYTES = 1024;

/** What an MP4 file of some length begins with: the box that says so, and the head of the box that holds the pictures. */
function startOfVideo(fileBytes: number): Buffer {
	const fileType = Buffer.from(
		'0000001866747970 69736f6d00000200 69736f6d6d703432'.replaceAll(' ', ''),
		'hex',
	);
	const mediaData = Buffer.from('000000016d646174'.padEnd(32, '0'), 'hex');
	mediaData.writeBigUInt64BE(BigInt(fileBytes - fileType.byteLength - DESCRIPTION_BYTES), 8);
	return Buffer.concat([fileType, mediaData]);
}

/** @returns the SHA-256 of what was written, in hexadecimal */
async function writePseudoRandomFile(path: string, bytes: number): Promise<string> {
	const keystream = createCipheriv('aes-128-ctr', Buffer.alloc(16), Buffer.alloc(16));
	const hash = createHash('sha256');
	const zeros = Buffer.alloc(MiB);
	const file = await open(path, 'w');
	try {
		const start = startOfVideo(bytes);
		hash.update(start);
		await file.writeFile(start);
		for (let written = start.length; written < bytes; written += zeros.length) {
			const content = keystream.update(zeros.subarray(0, Math.min(zeros.length, bytes - written)));
			hash.update(content);
			await file.writeFile(content);
		}
	} finally {
		await file.close();
	}
	return hash.digest('hex');
}
