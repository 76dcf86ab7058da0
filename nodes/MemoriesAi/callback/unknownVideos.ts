const KEPT_MS = 60_000;
const MAX_KEPT = 1_000;

/**
 * Video numbers that memories.ai does not know, each remembered for a minute. Those that are called for again meanwhile are
 * kept for a second minute, so that the next request can ask for all of them at once.
 */
export class UnknownVideos {
	/** Until when each counts as unknown, in the order of these times. */
	private readonly untilMs = new Map<string, number>();
	private readonly calledAgain = new Set<string>();

	/** @param now a clock that never goes back, in ms */
	constructor(private readonly now: () => number) {}

	get isEmpty(): boolean {
		this.forgetOld();
		return this.untilMs.size === 0;
	}

	/** Whether a number that a call names is known to be unknown. */
	counts(videoNo: string): boolean {
		const untilMs = this.untilMs.get(videoNo);
		if (untilMs === undefined) return false;
		this.calledAgain.add(videoNo);
		return this.now() < untilMs;
	}

	add(videoNo: string): void {
		this.forget(videoNo);
		this.untilMs.set(videoNo, this.now() + KEPT_MS);
		this.forgetOld();
	}

	forget(videoNo: string): void {
		this.untilMs.delete(videoNo);
		this.calledAgain.delete(videoNo);
	}

	/** The numbers that were called for again, which a request under way may as well ask for, the oldest first. */
	worthAsking(): string[] {
		this.forgetOld();
		return [...this.untilMs.keys()].filter((videoNo) => this.calledAgain.has(videoNo));
	}

	private forgetOld(): void {
		const now = this.now();
		for (const [videoNo, untilMs] of this.untilMs) {
			const isKept = now < untilMs + (this.calledAgain.has(videoNo) ? KEPT_MS : 0);
			if (this.untilMs.size > MAX_KEPT || !isKept) this.forget(videoNo);
			else if (now < untilMs) return;
		}
	}
}
