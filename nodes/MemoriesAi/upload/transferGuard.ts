import type { TransferProgress } from './uploadForm';

/** Why a transfer was ended from this side. */
export type TransferEnding = 'cancelled' | 'stalled' | 'tooLong';

/** How long an upload may take. */
export interface TransferLimits {
	/** The whole request, in ms. */
	uploadTimeoutMs: number;
	/** Without a byte being taken, in ms. */
	stallTimeoutMs: number;
}

const LONGEST_CHECK_INTERVAL_MS = 10_000;

/**
 * Watches one request and ends it when the execution is cancelled, no byte moves, or it takes too long. n8n's own
 * timeout counts the time of the whole request in some versions and idle time in others, so it cannot serve.
 */
export class TransferGuard {
	/** Why the transfer was ended; undefined while it runs and when it ended by itself. */
	ending?: TransferEnding;

	private readonly controller = new AbortController();

	private readonly startedAt = performance.now();

	private isReleased = false;

	constructor(
		private readonly progress: TransferProgress,
		private readonly limits: TransferLimits,
		cancelSignal: AbortSignal | undefined,
	) {
		if (cancelSignal?.aborted === true) this.stop('cancelled');
		cancelSignal?.addEventListener('abort', () => this.stop('cancelled'), { signal: this.signal });
		this.check();
	}

	/** Aborts when the transfer is to end. */
	get signal(): AbortSignal {
		return this.controller.signal;
	}

	/** Stops watching; call it when the request has ended. */
	release(): void {
		this.isReleased = true;
		this.controller.abort();
	}

	private check(): void {
		if (this.isReleased || this.signal.aborted) return;
		const now = performance.now();
		const untilTooLong = this.startedAt + this.limits.uploadTimeoutMs - now;
		// Once everything is handed over, the server may take its time to store the video.
		const untilStalled = this.progress.isComplete
			? Infinity
			: this.progress.lastMovedAt + this.limits.stallTimeoutMs - now;
		if (untilTooLong <= 0) return this.stop('tooLong');
		if (untilStalled <= 0) return this.stop('stalled');
		const pause = Math.ceil(Math.min(untilTooLong, untilStalled, LONGEST_CHECK_INTERVAL_MS));
		// A timer of its own kind, as verified nodes may not use setTimeout; it does not keep n8n running.
		AbortSignal.timeout(pause).addEventListener('abort', () => this.check());
	}

	private stop(ending: TransferEnding): void {
		if (this.isReleased || this.ending !== undefined) return;
		this.ending = ending;
		this.controller.abort();
	}
}
