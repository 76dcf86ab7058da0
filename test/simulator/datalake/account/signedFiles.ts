import { createHmac, randomBytes } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { JournalEntry } from '../../journal';
import { originalOf, sampleOriginal, type OriginalFile } from '../../originals';
import { sendFile } from '../../sendFile';
import type { World } from '../../world/world';
import type { DatalakeFault } from '../faults';

const pathPrefix = '/datalake-files/';
/** A picture of one pixel. */
const picture = originalOf(
	Buffer.from(
		'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
		'base64',
	),
);
/** What a store of files says about a link that is not good any more. */
const expired =
	'<?xml version="1.0"?><Error><Code>ExpiredToken</Code><Message>Invalid argument.</Message></Error>';
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

	constructor(
		private readonly dateNow: () => number,
		private readonly world: Pick<World, 'original'>,
	) {}

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

	/**
	 * Answers a request for a file: its bytes, or 403 when the link is not signed or has expired.
	 *
	 * @param fault of the kinds that concern files, or 'http'; another one does nothing
	 */
	serve(entry: JournalEntry, response: ServerResponse, fault: DatalakeFault | undefined): void {
		const { path, query } = entry;
		if (fault?.kind === 'http') {
			entry.answer = { status: fault.status, body: fault.body ?? '' };
			response.writeHead(fault.status, fault.headers).end(fault.body);
			return;
		}
		const { expires = '', signature } = Object.fromEntries(query);
		const isGood = signature === this.signature(path, expires) && Number(expires) > this.dateNow();
		const isPicture = path.endsWith('.png');
		if (!isGood) {
			entry.answer = { status: 403, body: expired };
			response.writeHead(403, { 'content-type': 'application/xml' }).end(expired);
			return;
		}
		const file = this.fileAt(path);
		entry.answer = { status: 200, body: '' };
		response.writeHead(200, {
			'content-type': isPicture ? 'image/png' : 'video/mp4',
			'content-length': String(file.bytes),
		});
		const isFileFault = fault?.kind === 'brokenAnswer' || fault?.kind === 'stalledAnswer';
		void sendFile(file, response, isFileFault ? fault : undefined);
	}

	private fileAt(path: string): OriginalFile {
		const [videoId = '', name = ''] = path.slice(pathPrefix.length).split('/');
		if (name.endsWith('.png')) return picture;
		return name.startsWith('source') ? this.world.original(videoId) : sampleOriginal;
	}

	private signature(path: string, expires: string): string {
		return createHmac('sha256', this.secret).update(`${path}?${expires}`).digest('hex');
	}
}
