const KEPT_MS = 60_000;
const MAX_KEPT = 1_000;

/**
 * Video numbers that memories.ai does not know, each remembered for a minute. Those that are called for again meanwhile are
 * kept for a second minute, so that the next request can ask for all of them at once.
 */
export class UnknownVideos {
	/** In the order of `untilMs`, until when each counts as unknown. */
	private readonly kept = new Map<string, { untilMs: number; isCalledAgain: boolean }>();

	/** @param now a clock that never goes back, in ms */
	constructor(private readonly now: () => number) {}

	get isEmpty(): boolean {
		this.forgetOld();
		return this.kept.size === 0;
	}

	/** Whether a number that a call names is known to be unknown. */
	counts(videoNo: string): boolean {
		const video = this.kept.get(videoNo);
		if (video === undefined) return false;
		video.isCalledAgain = true;
		return this.now() < video.untilMs;
	}

	add(videoNo: string): void {
		this.kept.delete(videoNo);
		this.kept.set(videoNo, { untilMs: this.now() + KEPT_MS, isCalledAgain: false });
		this.forgetOld();
	}

	forget(videoNo: string): void {
		this.kept.delete(videoNo);
	}

	/** The numbers that were called for again, which a request under way may as well ask for, the oldest first. */
	worthAsking(): string[] {
		this.forgetOld();
		return [...this.kept].flatMap(([videoNo, { isCalledAgain }]) => (isCalledAgain ? [videoNo] : []));
	}

	private forgetOld(): void {
		const now = this.now();
		for (const [videoNo, { untilMs, isCalledAgain }] of this.kept) {
			const isOld = now >= untilMs + (isCalledAgain ? KEPT_MS : 0);
			if (this.kept.size > MAX_KEPT || isOld) this.kept.delete(videoNo);
			else if (now < untilMs) return;
		}
	}
}
