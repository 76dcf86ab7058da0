/**
 * Shows one step after the other and how long each takes: on a terminal by a running clock, elsewhere by
 * plain lines. Our own because ora 9 never comes back on a terminal that says it is 0 columns wide, and says
 * nothing in a plain log while a step takes long.
 */
export class Progress {
	private current: { step: string; startedAt: number; clock: NodeJS.Timeout } | undefined;
	private readonly isTerminal: boolean;

	constructor(private readonly out: NodeJS.WriteStream) {
		this.isTerminal = out.isTTY;
	}

	/** Begins a step; the one before it is done. */
	begin(step: string): void {
		this.finish();
		const clock = setInterval(() => this.tick(), this.isTerminal ? 1000 : 30_000);
		this.current = { step, startedAt: Date.now(), clock };
		this.out.write(this.isTerminal ? `  ${step} …` : `  ${step} …\n`);
	}

	/** The last step is done. */
	finish(): void {
		this.leave('✓');
	}

	/** The last step has failed. */
	fail(): void {
		this.leave('✗');
	}

	private tick(): void {
		if (this.current === undefined) return;
		const { step } = this.current;
		this.out.write(
			this.isTerminal ? `\r  ${step} … ${this.seconds()} s` : `    still at it after ${this.seconds()} s\n`,
		);
	}

	private leave(mark: string): void {
		if (this.current === undefined) return;
		const { step, clock } = this.current;
		clearInterval(clock);
		const result = `${mark} ${step} (${this.seconds()} s)`;
		this.out.write(this.isTerminal ? `\r\u001b[K  ${result}\n` : `  ${result}\n`);
		this.current = undefined;
	}

	private seconds(): number {
		return Math.round((Date.now() - (this.current?.startedAt ?? Date.now())) / 1000);
	}
}
