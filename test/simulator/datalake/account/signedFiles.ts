import { createHmac, randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { JournalEntry } from '../../journal';

const pathPrefix = '/datalake-files/';
const sampleVideo = join(__dirname, '../../../fixtures/sample.mp4');
/** A picture of one pixel. */
const picture = Buffer.from(
	'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
	'base64',
);
const hourMs = 3_600_000;

/** The files a video has, and how long a link to each lives, in ms. */
const lifetimesMs = {
	source: 24 * hourMs,
	clip: 5 * hourMs,
	frame: 5 * hourMs,
	thumbnail: 15 * 60_000,
} as const;

/** Links to the files of videos, open to everybody who has one until it expires, and the server of these files. */
export class SignedFiles {
	private readonly secret = randomBytes(16);

	constructor(private readonly dateNow: () => number) {}

	/**
	 * A signed link to a file of a video.
	 *
	 * @param origin where the simulator is, without a slash at the end
	 * @param times the part of the video it shows, in seconds
	 */
	linkTo(origin: string, file: keyof typeof lifetimesMs, videoId: string, ...times: number[]): string {
		const path = `${pathPrefix}${videoId}/${[file, ...times].join('-')}${file === 'frame' || file === 'thumbnail' ? '.png' : '.mp4'}`;
		const expires = String(this.dateNow() + lifetimesMs[file]);
		return `${origin}${path}?expires=${expires}&signature=${this.signature(path, expires)}`;
	}

	/** Whether a path is one of a file. */
	isFile(path: string): boolean {
		return path.startsWith(pathPrefix);
	}

	/** Answers a request for a file: its bytes, or 403 when the link is not signed or has expired. */
	serve(entry: JournalEntry, response: ServerResponse): void {
		const { path, query } = entry;
		const { expires = '', signature } = Object.fromEntries(query);
		const isGood = signature === this.signature(path, expires) && Number(expires) > this.dateNow();
		const isPicture = path.endsWith('.png');
		const content = isPicture ? picture : readFileSync(sampleVideo);
		const status = isGood ? 200 : 403;
		entry.answer = { status, body: '' };
		response.writeHead(status, { 'content-type': isPicture ? 'image/png' : 'video/mp4' });
		response.end(isGood ? content : undefined);
	}

	private signature(path: string, expires: string): string {
		return createHmac('sha256', this.secret).update(`${path}?${expires}`).digest('hex');
	}
}
