import type { IDataObject } from 'n8n-workflow';
import { isJsonObject } from '../transport/json';

const CLOCK_TIME = /^(?:\d+:)?[0-5]?\d:[0-5]?\d(?:\.\d+)?$/;

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

/** Seconds from a number, its text, or a clock time such as `01:02:03.5`. */
export function secondsOf(value: unknown): number | undefined {
	if (typeof value !== 'string' || !CLOCK_TIME.test(value)) return numberOf(value);
	return value.split(':').reduce((seconds, part) => seconds * 60 + Number(part), 0);
}

/** An id or a name as text: the longest ids have more digits than a JavaScript number holds, and short ones may come as numbers. */
export function idOf(value: unknown): string | undefined {
	return typeof value === 'number' ? String(value) : textOf(value);
}

/** The objects of a list; empty for anything else than a list. */
export function objectsOf(value: unknown): IDataObject[] {
	return Array.isArray(value) ? value.filter(isJsonObject) : [];
}

/** The values without those that are undefined. */
export function withoutUndefined<Values extends object>(values: Values): Partial<Values> {
	return Object.fromEntries(
		Object.entries(values).filter(([, value]) => value !== undefined),
	) as Partial<Values>;
}
