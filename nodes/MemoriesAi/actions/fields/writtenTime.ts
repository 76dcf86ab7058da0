import type { Reader } from './field';
import { isNothing, isoOf } from './readers';

/** A moment as a camera or a person writes it down. */
export interface WrittenTime {
	/** `yyyy-MM-dd HH:mm:ss`, as it reads where it was written. */
	text: string;
	/** `Z` or `+02:00`, where it was written too. */
	offset: string | undefined;
}

const CLOCK = String.raw`(?<clock>\d{1,2}:\d{2})(?::(?<seconds>\d{2}))?(?:[.,]\d+)?`;
const ZONE = String.raw`(?:\s*(?<zone>Z|UTC|GMT|(?:GMT)?[+-]\d{2}(?::?\d{2})?))?(?:\s*UTC|\s*\([^)]*\)|\[[^\]]*\])?`;
const MONTH = '(?<month>[a-z]{3,9})\\.?';
const FORMS = [
	// ISO 8601, and EXIF, which has colons in the date.
	String.raw`(?<year>\d{4})[-:/.](?<month>\d{1,2})[-:/.](?<day>\d{1,2})(?:[T ]+${CLOCK}(?: ?(?<half>[ap]m))?${ZONE})?`,
	// ISO 8601 without marks.
	String.raw`(?<year>(?:19|20)\d{2})(?<month>\d{2})(?<day>\d{2})(?:T?(?<hour>\d{2})(?<minute>\d{2})(?<seconds>\d{2})${ZONE})?`,
	// E-mails, HTTP headers and JavaScript's own text of a date; weekday and marks may be missing.
	String.raw`(?:[a-z]{3,9},? )?(?<day>\d{1,2})[ -]${MONTH}[ -](?<year>\d{4})(?:,? ${CLOCK}${ZONE})?`,
	String.raw`(?:[a-z]{3,9},? )?${MONTH} (?<day>\d{1,2}),? (?<year>\d{4})(?:,? ${CLOCK}${ZONE})?`,
].map((form) => new RegExp(`^${form}$`, 'i'));
const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
/** No form is longer than this, in characters. */
const LONGEST_FORM = 100;

/** A date and time in any usual form, or since 1970 in seconds or parts of them; undefined when there is none. */
export const writtenTime: Reader<WrittenTime | undefined> = (input, refuse) => {
	if (isNothing(input)) return undefined;
	const isWritten = typeof input === 'string' || typeof input === 'number' || typeof input === 'bigint';
	const given = isoOf(input) ?? (isWritten ? String(input).trim() : '');
	const time = timeIn(given) ?? timeIn(epochOf(given) ?? '');
	if (time !== undefined) return time;
	throw refuse('is not a date and time', 'Use a form such as 2026-05-31T18:30:00');
};

function timeIn(given: string): WrittenTime | undefined {
	if (given.length > LONGEST_FORM) return undefined;
	const parts = FORMS.map((form) => form.exec(given)?.groups).find((groups) => groups !== undefined);
	if (parts === undefined) return undefined;
	const { year = '', month = '', day = '', seconds = '00', zone } = parts;
	const number = /^\d/.test(month) ? month : String(MONTHS.indexOf(month.slice(0, 3).toLowerCase()) + 1);
	const date = [year, number.padStart(2, '0'), day.padStart(2, '0')].join('-');
	const time = `${clockOf(parts)}:${seconds}`;
	const offset = zone === undefined ? undefined : offsetOf(zone);
	if (!isCalendarTime(`${date}T${time}`) || (zone !== undefined && offset === undefined)) return undefined;
	return { text: `${date} ${time}`, offset };
}

/** The time of day in 24 hours; one that there is not where the hours are none of 12. */
function clockOf({ clock, hour = '00', minute = '00', half }: Record<string, string | undefined>): string {
	const [hours = '', minutes = ''] = clock?.split(':') ?? [hour, minute];
	if (half === undefined) return `${hours.padStart(2, '0')}:${minutes}`;
	const isHalfDay = Number(hours) >= 1 && Number(hours) <= 12;
	const inDay = (Number(hours) % 12) + (half.toLowerCase() === 'pm' ? 12 : 0);
	return isHalfDay ? `${String(inDay).padStart(2, '0')}:${minutes}` : '';
}

/** `+02` and `+0200` are short for `+02:00`; undefined for an offset that no place has. */
function offsetOf(zone: string): string | undefined {
	const [, sign, hours, minutes = '00'] = /([+-])(\d{2}):?(\d{2})?$/.exec(zone) ?? [];
	if (sign === undefined || hours === undefined) return 'Z';
	return Number(hours) <= 14 && Number(minutes) < 60 ? `${sign}${hours}:${minutes}` : undefined;
}

/** `Date` rolls 31 February over into March; reading it back shows that. */
function isCalendarTime(isoWithoutZone: string): boolean {
	const parsed = new Date(`${isoWithoutZone}Z`);
	return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(isoWithoutZone);
}

const EPOCH = /^(-?\d{9,19})(\.\d+)?$/;
/**
 * Seconds since 1970 stay below this until the year 5138, milliseconds have been above it since March 1973; the same
 * holds for ms and µs, and for µs and ns.
 */
const LARGEST_EPOCH_SECONDS = 1e11;

/** A time since 1970 in seconds, ms, µs or ns, in ISO 8601; undefined for anything else. */
function epochOf(given: string): string | undefined {
	const digits = EPOCH.exec(given)?.[1];
	if (digits === undefined) return undefined;
	let epoch = Number(digits);
	while (Math.abs(epoch) >= LARGEST_EPOCH_SECONDS) epoch /= 1000;
	return new Date(Math.trunc(epoch * 1000)).toISOString();
}
