import { cancelSignalOf, type ApiAccess } from '../api/transport/request';
import { UserError } from '../texts/UserError';
import { fillYoungGeneration } from '../upload/transfer/youngGeneration';
import { TransferWatch } from '../upload/transfer/transferWatch';

/** Watches one download: counts its bytes, and ends it when the execution is cancelled or no byte comes. */
export class DownloadWatch {
	private readonly progress = { bytesTaken: 0, lastMovedAt: performance.now(), isComplete: false };

	private readonly watch: TransferWatch;

	/** @param stallTimeoutMs the longest time without a byte, in ms */
	constructor(
		{ context }: Pick<ApiAccess, 'context'>,
		private readonly stallTimeoutMs: number,
	) {
		const limits = { transferTimeoutMs: Infinity, answerTimeoutMs: Infinity, stallTimeoutMs };
		this.watch = new TransferWatch(this.progress, limits, cancelSignalOf(context));
	}

	/** Aborts when the download is to end. */
	get signal(): AbortSignal {
		return this.watch.signal;
	}

	/** How many bytes were handed over to n8n's store by now. */
	get bytes(): number {
		return this.progress.bytesTaken;
	}

	/** Counts bytes that are handed over. */
	count(bytes: number): void {
		this.progress.bytesTaken += bytes;
		this.progress.lastMovedAt = performance.now();
		fillYoungGeneration(bytes);
	}

	/** Stops watching. */
	release(): void {
		this.watch.release();
	}

	/** Why this side ended the download; undefined when it did not. */
	endingError(): UserError | undefined {
		switch (this.watch.ending) {
			case undefined:
				return undefined;
			case 'cancelled':
				return new UserError(
					'The download was stopped because the execution was cancelled',
					'Nothing of the file was kept',
				);
			default:
				return new UserError(
					`The download stood still for ${this.stallTimeoutMs / 1000} seconds`,
					"Check the connection between n8n and memories.ai, or raise the option 'Stall Timeout'",
				);
		}
	}
}
