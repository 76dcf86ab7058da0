import { createHash } from 'node:crypto';
import { Writable } from 'node:stream';

/** What chunks are multiples of, in bytes, and what Google keeps of one that broke off. */
export const chunkUnit = 256 * 1024;

/** A chunk as it came to a session. */
export interface ReceivedChunk {
	/** The Content-Range header. */
	contentRange: string | undefined;
	/** How many bytes of it were read. */
	receivedBytes: number;
	/** How many bytes of the file the session had before and after. */
	keptBefore: number;
	keptAfter: number;
	/** The status it was answered with; undefined when it never was. */
	status?: number;
}

/** A resumable upload session: the file as far as it has come, as its length and hash. */
export class UploadSession {
	/** The size of the file in bytes, once a request has named it. */
	total?: number;
	/** How many bytes of the file are there, from its start. */
	keptBytes = 0;
	/** Hexadecimal SHA-256 of the file, once it is whole. */
	sha256?: string;
	/** The status of every request after the session's end; undefined while it lives. */
	endedWith?: number;
	/** Every request with bytes, in the order of arrival. */
	readonly chunks: ReceivedChunk[] = [];
	private readonly hash = createHash('sha256');
	private writer?: Writable;

	/** @param id the secret in the session's address */
	constructor(
		readonly id: string,
		readonly videoId: string,
	) {}

	/**
	 * Stops what is still being written: a connection that broke may be noticed later than the next request comes, and
	 * what was said to be there must not change.
	 */
	stopWriting(): void {
		this.writer?.destroy();
		this.writer = undefined;
	}

	/** Ends the file where it is: nothing is missing. */
	complete(): void {
		this.total = this.keptBytes;
		this.sha256 ??= this.hash.digest('hex');
	}

	/**
	 * A stream that takes a chunk; bytes that are there already are passed over.
	 *
	 * @param start where in the file the chunk begins; not beyond `keptBytes`
	 * @param maxBytes how many of its bytes are kept at most
	 * @param keepsBroken whether whole units are kept as they come, or all at the end
	 */
	chunkWriter(start: number, maxBytes: number, keepsBroken: boolean): Writable {
		this.stopWriting();
		let position = start;
		let waiting: Buffer[] = [];
		let waitingBytes = 0;
		const keep = () => {
			const end = this.keptBytes + waitingBytes;
			const isWhole = end === this.total;
			const keepable = isWhole ? waitingBytes : Math.floor(end / chunkUnit) * chunkUnit - this.keptBytes;
			if (keepable > 0) {
				const content = Buffer.concat(waiting);
				this.hash.update(content.subarray(0, keepable));
				this.keptBytes += keepable;
				waiting = [content.subarray(keepable)];
				waitingBytes -= keepable;
			}
			if (isWhole) this.complete();
		};
		const writer = new Writable({
			write: (bytes: Buffer, _encoding, done) => {
				const from = Math.max(0, this.keptBytes + waitingBytes - position);
				const to = Math.max(0, start + maxBytes - position);
				const fresh = bytes.subarray(from, to);
				position += bytes.length;
				waiting.push(fresh);
				waitingBytes += fresh.length;
				if (keepsBroken && waitingBytes >= chunkUnit) keep();
				done();
			},
			final: (done) => {
				keep();
				done();
			},
		});
		this.writer = writer;
		return writer;
	}
}
