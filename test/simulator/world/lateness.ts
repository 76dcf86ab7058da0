/**
 * When something happens that the client cannot see the reason for: at once, some time later, before the look that comes
 * after this many looks into the account (`list_videos` or `get_metadata`), or when the test says so.
 */
export type Lateness = 'atOnce' | 'held' | { ms: number } | { looks: number };

interface Waiting {
	looksLeft: number;
	timer?: NodeJS.Timeout;
	happen: () => void;
}

/** Lets things happen late, each in its own way. */
export class LateEvents {
	private waiting: Waiting[] = [];

	/** Lets something happen, now or later. */
	schedule(lateness: Lateness, happen: () => void): void {
		if (lateness === 'atOnce') return happen();
		const event: Waiting = { looksLeft: Infinity, happen };
		if (lateness !== 'held' && 'looks' in lateness) event.looksLeft = lateness.looks;
		if (lateness !== 'held' && 'ms' in lateness) {
			event.timer = setTimeout(() => this.end([event]), lateness.ms);
		}
		this.waiting.push(event);
	}

	/** To be called before each look into the account. */
	look(): void {
		const due = this.waiting.filter(({ looksLeft }) => looksLeft <= 0);
		for (const event of this.waiting) event.looksLeft--;
		this.end(due);
	}

	/** Lets everything that still waits happen now, in the order it was scheduled. */
	release(): void {
		this.end(this.waiting);
	}

	/** Ends the running times: what waits for one stays away. */
	close(): void {
		for (const { timer } of this.waiting) clearTimeout(timer);
	}

	private end(events: readonly Waiting[]): void {
		this.waiting = this.waiting.filter((event) => !events.includes(event));
		for (const { timer, happen } of events) {
			clearTimeout(timer);
			happen();
		}
	}
}
