/** How videos get processed after their upload. */
export type Processing =
	/** Each video is settled `parseAfterMs` after its upload, as `outcome` (default PARSE). */
	| { clock: 'real'; parseAfterMs: number; outcome?: 'PARSE' | 'FAIL' }
	/** Videos stay UNPARSE until the test settles them. */
	| { clock: 'manual' };

/** Settles videos by the real clock; does nothing with the manual one. */
export class ProcessingClock {
	private readonly timers = new Set<NodeJS.Timeout>();

	/** @param settle called when a video's processing time is over */
	constructor(
		private readonly processing: Processing,
		private readonly settle: (videoNo: string, outcome: 'PARSE' | 'FAIL') => void,
	) {}

	/** Starts the processing time of a video. */
	start(videoNo: string): void {
		if (this.processing.clock === 'manual') return;
		const { parseAfterMs, outcome = 'PARSE' } = this.processing;
		const timer = setTimeout(() => {
			this.timers.delete(timer);
			this.settle(videoNo, outcome);
		}, parseAfterMs);
		this.timers.add(timer);
	}

	/** Stops every processing time; the videos stay as they are. */
	close(): void {
		for (const timer of this.timers) clearTimeout(timer);
		this.timers.clear();
	}
}
