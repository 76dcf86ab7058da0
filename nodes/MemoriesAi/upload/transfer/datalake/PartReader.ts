import { UserError } from '../../../texts/UserError';
import type { VideoSource } from '../../file/videoSource';
import { sourceFailure, type TransferProgress } from '../videoForm';

/** So much of what was read last is kept for a part that has to be sent again; parts have 8 MiB unless memories.ai wants more. */
const MAX_KEPT_BYTES = 16 * 1024 ** 2;

/** Some bytes of the video, and where they begin in it. */
interface Piece {
	start: number;
	bytes: Uint8Array;
}

/**
 * The bytes of a video part by part, in one pass. A part that broke off is read once more out of what is kept of it; what
 * lies further back, from the start of the file anew, as n8n's storage opens it nowhere else.
 */
export class PartReader {
	private pass?: AsyncGenerator<Uint8Array, void, undefined>;

	/** What was read last, in its order. */
	private kept: Piece[] = [];

	/** Where in the video the next byte of the pass is. */
	private readTo = 0;

	/** A part that broke off may still wait for its bytes when the next one begins. */
	private reading: Promise<void> | undefined;

	constructor(private readonly source: VideoSource) {}

	/**
	 * One part of the video.
	 *
	 * @param start where it begins, in bytes; what lies before is not kept any longer
	 * @param length in bytes
	 * @param progress is told how far the part is, and why it ended early
	 * @throws UserError when reading breaks, or the source has another length than it promised
	 */
	async *part(
		start: number,
		length: number,
		progress: TransferProgress,
	): AsyncGenerator<Uint8Array, void, undefined> {
		const keptFrom = this.kept[0]?.start ?? this.readTo;
		if (this.pass === undefined || start < keptFrom || start > this.readTo) this.begin(start);
		const { pass } = this;
		this.kept = this.kept.filter((piece) => endOf(piece) > start);
		const end = start + length;
		for (let position = start; position < end && pass !== undefined;) {
			const piece = this.kept.find((kept) => kept.start <= position && position < endOf(kept));
			if (piece === undefined) {
				await this.readOn(pass).catch((problem: unknown) => {
					const said = problem instanceof Error ? problem.message : 'nothing';
					throw sourceFailure(progress, said, problem);
				});
				// The file was opened anew while this part waited for its bytes.
				if (this.pass !== pass) return;
				if (this.hasWrongLength(position)) throw this.wrongLength(progress);
				continue;
			}
			const bytes = piece.bytes.subarray(position - piece.start, end - piece.start);
			position += bytes.byteLength;
			progress.bytesTaken += bytes.byteLength;
			progress.lastMovedAt = performance.now();
			yield bytes;
			if (this.pass !== pass) return;
		}
	}

	/** Lets go of the source; the next part opens it anew. */
	release(): void {
		this.pass = undefined;
		this.source.close();
	}

	private begin(start: number): void {
		this.release();
		this.pass = this.source.read(start);
		this.kept = [];
		this.readTo = start;
		this.reading = undefined;
	}

	/** Reads the next bytes of the pass, once for all who ask meanwhile; at its end, none. */
	private async readOn(pass: AsyncGenerator<Uint8Array, void, undefined>): Promise<void> {
		this.reading ??= pass.next().then(({ value: bytes }) => {
			if (this.pass !== pass) return;
			this.reading = undefined;
			if (bytes === undefined) return;
			this.kept.push({ start: this.readTo, bytes });
			this.readTo += bytes.byteLength;
			while (this.readTo - (this.kept[1]?.start ?? this.readTo) > MAX_KEPT_BYTES) this.kept.shift();
		});
		await this.reading;
	}

	/** @param position where bytes were asked for; none are there when the file has ended too early */
	private hasWrongLength(position: number): boolean {
		return this.readTo > this.source.size || this.readTo <= position;
	}

	private wrongLength(progress: TransferProgress): UserError {
		return sourceFailure(
			progress,
			`it should have ${this.source.size} bytes, but ${this.readTo} were there when reading ended`,
		);
	}
}

function endOf({ start, bytes }: Piece): number {
	return start + bytes.byteLength;
}
