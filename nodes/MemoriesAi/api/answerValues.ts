/**
 * A text of an answer, undefined where it says nothing. v1.1 writes the text "null" for no value. Source: "List Videos"
 * and "Search Video" pages.
 */
export function textOf(value: unknown): string | undefined {
	return typeof value === 'string' && value !== 'null' && value !== '' ? value : undefined;
}

/** A number within what `Date` and byte counts can hold, from a number or its text, which v1.1 writes for all numbers. */
export function numberOf(value: unknown): number | undefined {
	const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
	return typeof number === 'number' && Math.abs(number) <= 8.64e15 ? number : undefined;
}

/** The values without those that are undefined. */
export function known<Values extends object>(values: Values): Partial<Values> {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined),
	) as Partial<Values>;
}
