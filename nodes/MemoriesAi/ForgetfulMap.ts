/** A map that forgets: its oldest entries when there are too many, and each entry after some time. */
export class ForgetfulMap<Key, Value> {
	private readonly entries = new Map<Key, { value: Value; setAt: number }>();

	/**
	 * @param limits.maxEntries how many entries are kept at most
	 * @param limits.maxAgeMs how long an entry is kept since it was last set, in ms
	 */
	constructor(private readonly limits: { maxEntries: number; maxAgeMs: number }) {}

	/** The value, undefined when there is none or it is too old. */
	get(key: Key): Value | undefined {
		const entry = this.entries.get(key);
		if (entry === undefined) return undefined;
		if (performance.now() - entry.setAt < this.limits.maxAgeMs) return entry.value;
		this.entries.delete(key);
		return undefined;
	}

	/** Keeps a value, as the newest. */
	set(key: Key, value: Value): void {
		this.entries.delete(key);
		this.entries.set(key, { value, setAt: performance.now() });
		const [oldest] = this.entries.keys();
		if (this.entries.size > this.limits.maxEntries && oldest !== undefined) this.entries.delete(oldest);
	}

	/** Forgets a value. */
	delete(key: Key): void {
		this.entries.delete(key);
	}

	/** What is not too old, the oldest first. */
	pairs(): Array<readonly [Key, Value]> {
		return [...this.entries.keys()].flatMap((key) => {
			const value = this.get(key);
			return value === undefined ? [] : [[key, value] as const];
		});
	}
}
