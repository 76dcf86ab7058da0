import { UserError } from '../../../texts/UserError';
import type { VideoSource } from '../../file/videoSource';
import { sourceFailure, type TransferProgress } from '../videoForm';

const NOTHING = new Uint8Array();

/** The bytes of a video part by part: in one pass as long as each part follows the one before, and from its start anew. */
export class PartReader {
	private pass?: AsyncGenerator<Uint8Array, void, undefined>;

	/** Where in the video the next byte of the pass is. */
	private position = 0;

	/** Read, and not handed out. */
	private rest: Uint8Array = NOTHING;

	constructor(private readonly source: VideoSource) {}

	/**
	 * One part of the video; an earlier one gives nothing more.
	 *
	 * @param start where it begins, in bytes
	 * @param length in bytes
	 * @param progress is told how far the part is, and why it ended early
	 * @throws UserError when reading breaks, or the source has another length than it promised
	 */
	async *part(
		start: number,
		length: number,
		progress: TransferProgress,
	): AsyncGenerator<Uint8Array, void, undefined> {
		if (this.pass === undefined || this.position !== start) this.begin(start);
		const { pass } = this;
		for (let left = length; left > 0 && pass !== undefined;) {
			if (this.rest.byteLength === 0) {
				const next = await pass.next().catch((problem: unknown) => {
					const said = problem instanceof Error ? problem.message : 'nothing';
					throw sourceFailure(progress, said, problem);
				});
				// Another part was begun while this one waited for its bytes.
				if (this.pass !== pass) return;
				if (next.done === true) throw this.wrongLength(progress);
				this.rest = next.value;
				continue;
			}
			const piece = this.rest.subarray(0, left);
			this.rest = this.rest.subarray(piece.byteLength);
			this.position += piece.byteLength;
			left -= piece.byteLength;
			const isLonger = this.position === this.source.size && this.rest.byteLength > 0;
			if (isLonger) throw this.wrongLength(progress);
			progress.bytesTaken += piece.byteLength;
			progress.lastMovedAt = performance.now();
			yield piece;
			if (this.pass !== pass) return;
		}
	}

	/** Lets go of the source; the next part opens it anew. */
	release(): void {
		this.pass = undefined;
		this.rest = NOTHING;
		this.source.close();
	}

	private begin(start: number): void {
		this.release();
		this.pass = this.source.read(start);
		this.position = start;
	}

	private wrongLength(progress: TransferProgress): UserError {
		const there = this.position + this.rest.byteLength;
		return sourceFailure(
			progress,
			`it should have ${this.source.size} bytes, but ${there} were there when reading ended`,
		);
	}
}
