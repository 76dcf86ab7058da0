import { tryToParseDateTime } from 'n8n-workflow';
import type { WrittenTime } from './writtenTime';

/**
 * A moment in ms since 1970.
 *
 * @param timezone the workflow's, for a moment that was written without one
 */
export function millisecondsOf(time: WrittenTime | undefined, timezone: string): number | undefined {
	return time === undefined ? undefined : dateTimeOf(time, timezone).toMillis();
}

/** The same in ISO 8601 with its zone. */
export function isoMoment(time: WrittenTime | undefined, timezone: string): string | undefined {
	if (time === undefined) return undefined;
	return dateTimeOf(time, timezone).toISO({ suppressMilliseconds: true }) ?? undefined;
}

function dateTimeOf({ text, offset = '' }: WrittenTime, timezone: string) {
	return tryToParseDateTime(`${text.replace(' ', 'T')}${offset}`, timezone);
}
