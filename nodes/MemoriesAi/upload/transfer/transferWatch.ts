import { sleep } from 'n8n-workflow';
import type { TransferProgress } from './videoForm';

/** Why a transfer was ended from this side. */
export type TransferEnding = 'cancelled' | 'stalled' | 'tooLong' | 'unanswered';

/** How long one transfer may take. */
export interface TransferLimits {
	/** The whole request, in ms. */
	transferTimeoutMs: number;
	/** Without a byte being taken, in ms. */
	stallTimeoutMs: number;
	/** Without an answer once everything is handed over, in ms. */
	answerTimeoutMs: number;
}

/** For so long at most, a watch goes on unseen when its request has ended: n8n's `sleep` cannot be ended. */
const LONGEST_SLEEP_MS = 1_000;

/**
 * Watches one request and ends it when the execution is cancelled, no byte moves, or it takes too long. n8n's own
 * timeout counts the time of the whole request in some versions and idle time in others, so it cannot serve.
 */
export class TransferWatch {
	/** Why the transfer was ended; undefined while it runs and when it ended by itself. */
	ending?: TransferEnding;

	private readonly request = new AbortController();

	private isReleased = false;

	private readonly onCancel = (): void => this.stop('cancelled');

	private readonly startedAt = performance.now();

	constructor(
		private readonly progress: TransferProgress,
		private readonly limits: TransferLimits,
		private readonly cancelSignal: AbortSignal | undefined,
	) {
		if (cancelSignal?.aborted === true) this.stop('cancelled');
		cancelSignal?.addEventListener('abort', this.onCancel);
		void this.watch();
	}

	/** Aborts when the transfer is to end. */
	get signal(): AbortSignal {
		return this.request.signal;
	}

	/** Stops watching; call it when the request has ended. */
	release(): void {
		this.isReleased = true;
		this.cancelSignal?.removeEventListener('abort', this.onCancel);
	}

	private async watch(): Promise<void> {
		while (!this.isReleased && this.ending === undefined) {
			const now = performance.now();
			const untilTooLong = this.startedAt + this.limits.transferTimeoutMs - now;
			// Once everything is handed over, the server may take its time to store the video.
			const { isComplete, lastMovedAt } = this.progress;
			const { answerTimeoutMs, stallTimeoutMs } = this.limits;
			const untilStalled = lastMovedAt + (isComplete ? answerTimeoutMs : stallTimeoutMs) - now;
			if (untilTooLong <= 0) this.stop('tooLong');
			else if (untilStalled <= 0) this.stop(isComplete ? 'unanswered' : 'stalled');
			else await sleep(Math.min(untilTooLong, untilStalled, LONGEST_SLEEP_MS));
		}
	}

	private stop(ending: TransferEnding): void {
		if (this.ending !== undefined) return;
		this.ending = ending;
		this.request.abort();
	}
}
