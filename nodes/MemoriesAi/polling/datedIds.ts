import { packIds, unpackIds } from './packedIds';

/** The ids of one span of time, packed. The span is given by its place in the row of spans since 1970. */
export type PackedSpan = [span: number, ids: string];

/** An id, and the end of the span that it belongs to, in ms since 1970. */
export interface DatedId {
	id: string;
	endMs: number;
}

/** Ids with the time each belongs to, which is kept to within a span. Times are in ms since 1970. */
export class DatedIds {
	private readonly spanById: Map<string, number>;

	/** @param spanMs the length of a span, in ms */
	constructor(
		private readonly spanMs: number,
		packed: readonly PackedSpan[] = [],
	) {
		this.spanById = new Map(
			packed.flatMap(([span, ids]) => unpackIds(ids).map((id): [string, number] => [id, span])),
		);
	}

	get size(): number {
		return this.spanById.size;
	}

	get ids(): string[] {
		return [...this.spanById.keys()];
	}

	has(id: string): boolean {
		return this.spanById.has(id);
	}

	add(id: string, timeMs: number): void {
		this.spanById.set(id, Math.floor(timeMs / this.spanMs));
	}

	delete(id: string): void {
		this.spanById.delete(id);
	}

	/** Drops what belongs to spans that have ended by then, and gives it. */
	dropUntil(timeMs: number): DatedId[] {
		const dropped = [...this.spanById]
			.map(([id, span]) => ({ id, endMs: (span + 1) * this.spanMs }))
			.filter(({ endMs }) => endMs <= timeMs);
		for (const { id } of dropped) this.delete(id);
		return dropped;
	}

	/**
	 * Drops the oldest spans, and gives what was in them, until no more ids are left than this. The newest span stays,
	 * however many it has.
	 */
	dropOldest(maxIds: number): DatedId[] {
		const dropped: DatedId[] = [];
		for (const span of this.spans().slice(0, -1)) {
			if (this.size <= maxIds) break;
			dropped.push(...this.dropUntil((span + 1) * this.spanMs));
		}
		return dropped;
	}

	/** As static data of n8n keeps it. */
	pack(): PackedSpan[] {
		const idsBySpan = new Map(this.spans().map((span) => [span, [] as string[]]));
		for (const [id, span] of this.spanById) idsBySpan.get(span)?.push(id);
		return [...idsBySpan].map(([span, ids]): PackedSpan => [span, packIds(ids)]);
	}

	/** The spans that have ids, the oldest first. */
	private spans(): number[] {
		return [...new Set(this.spanById.values())].sort((one, other) => one - other);
	}
}
