import { pause } from '../../api/transport/pause';
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

const LONGEST_CHECK_INTERVAL_MS = 10_000;

/** Given to `abort`, which otherwise makes an exception with a stack for every request. */
const ENDED = 'The request has ended';

/**
 * Watches one request and ends it when the execution is cancelled, no byte moves, or it takes too long. n8n's own
 * timeout counts the time of the whole request in some versions and idle time in others, so it cannot serve.
 */
export class TransferWatch {
	/** Why the transfer was ended; undefined while it runs and when it ended by itself. */
	ending?: TransferEnding;

	private readonly request = new AbortController();

	private readonly released = new AbortController();

	private readonly startedAt = performance.now();

	constructor(
		private readonly progress: TransferProgress,
		private readonly limits: TransferLimits,
		cancelSignal: AbortSignal | undefined,
	) {
		if (cancelSignal?.aborted === true) this.stop('cancelled');
		cancelSignal?.addEventListener('abort', () => this.stop('cancelled'), { signal: this.released.signal });
		void this.watch();
	}

	/** Aborts when the transfer is to end. */
	get signal(): AbortSignal {
		return this.request.signal;
	}

	/** Stops watching; call it when the request has ended. */
	release(): void {
		this.released.abort(ENDED);
	}

	private async watch(): Promise<void> {
		while (!this.released.signal.aborted && this.ending === undefined) {
			const now = performance.now();
			const untilTooLong = this.startedAt + this.limits.transferTimeoutMs - now;
			// Once everything is handed over, the server may take its time to store the video.
			const { isComplete, lastMovedAt } = this.progress;
			const { answerTimeoutMs, stallTimeoutMs } = this.limits;
			const untilStalled = lastMovedAt + (isComplete ? answerTimeoutMs : stallTimeoutMs) - now;
			if (untilTooLong <= 0) this.stop('tooLong');
			else if (untilStalled <= 0) this.stop(isComplete ? 'unanswered' : 'stalled');
			else await pause(Math.min(untilTooLong, untilStalled, LONGEST_CHECK_INTERVAL_MS), this.released.signal);
		}
	}

	private stop(ending: TransferEnding): void {
		if (this.ending !== undefined) return;
		this.ending = ending;
		this.request.abort();
	}
}
