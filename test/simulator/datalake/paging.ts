import type { QueryParameters } from './endpoints/endpoint';
import { invalid } from './refusal';
import type { DatalakeSwitches } from './switches';

/** One page of a list. */
export interface Page<Item> {
	items: Item[];
	/** What the next page is asked for with; null on the last one. */
	next_cursor: string | null;
}

/**
 * The page of a list that `limit` (or `page_size`, as one client calls it) and `cursor` ask for.
 *
 * @param all every item of the list, oldest first; `sequence` grows with age and never comes twice
 * @throws Refusal when limit or cursor makes no sense
 */
export function pageOf<Item extends { sequence: number }>(
	all: readonly Item[],
	query: QueryParameters,
	{ listOrder, defaultPageSize, maxPageSize }: DatalakeSwitches,
): Page<Item> {
	const size = Math.min(maxPageSize, pageSizeOf(query) ?? defaultPageSize);
	const ordered = listOrder === 'newestFirst' ? all.toReversed() : all;
	const cursor = query.get('cursor');
	const last = cursor === null ? undefined : sequenceOf(cursor);
	const isAfter = ({ sequence }: Item) =>
		last === undefined || (listOrder === 'newestFirst' ? sequence < last : sequence > last);
	const rest = ordered.filter(isAfter);
	const items = rest.slice(0, size);
	const lastItem = items.at(-1);
	const hasMore = lastItem !== undefined && rest.length > size;
	return { items, next_cursor: hasMore ? cursorOf(lastItem.sequence) : null };
}

function pageSizeOf(query: QueryParameters): number | undefined {
	const text = query.get('limit') ?? query.get('page_size');
	if (text === null) return undefined;
	if (!/^[1-9]\d{0,5}$/.test(text)) throw invalid('limit must be a positive integer');
	return Number(text);
}

function cursorOf(sequence: number): string {
	return Buffer.from(`after:${sequence}`).toString('base64url');
}

function sequenceOf(cursor: string): number {
	const [, digits] = /^after:(\d+)$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
	if (digits === undefined) throw invalid('cursor is not one of this list');
	return Number(digits);
}
