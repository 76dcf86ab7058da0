import type { INodeProperties } from 'n8n-workflow';
import type { Reader, Refuse } from './field';

/** Text as fields give it, without blanks around it; undefined when there is none. */
export const text: Reader<string | undefined> = (input, refuse) => {
	if (isNothing(input)) return undefined;
	const moment = isoOf(input);
	if (moment !== undefined) return moment;
	if (typeof input === 'string') return input.trim();
	if (typeof input === 'number' || typeof input === 'boolean') return String(input);
	throw refuse('is not a text', 'Its expression gives a list or an object: choose one value of it');
};

/** Text that has to be there. */
export function requiredText(cure: string): Reader<string> {
	return (input, refuse) => {
		const given = text(input, refuse);
		if (given === undefined) throw refuse('is empty', cure);
		return given;
	};
}

/** What a number field takes, both ends included. */
interface NumberRange {
	min?: number;
	max?: number;
	isInteger?: boolean;
}

/** A number, or its text; undefined when there is none. */
export function number({ min = -Infinity, max = Infinity, isInteger = false }: NumberRange = {}): Reader<
	number | undefined
> {
	return (input, refuse) => {
		if (isNothing(input)) return undefined;
		const isNumeric = typeof input === 'number' || typeof input === 'string' || typeof input === 'bigint';
		const value = isNumeric ? Number(input) : NaN;
		if (!Number.isFinite(value))
			throw refuse('is not a number', 'Enter digits, or an expression that gives a number');
		if (isInteger && !Number.isInteger(value))
			throw refuse('is not a whole number', 'Enter a number without a fraction');
		if (value >= min && value <= max) return value;
		throw refuse(
			max === Infinity ? `must be at least ${min}` : `must be between ${min} and ${max}`,
			'Enter a number in this range',
		);
	};
}

/** A number that has to be there. */
export function requiredNumber(range: NumberRange): Reader<number> {
	return (input, refuse) => {
		const given = number(range)(input, refuse);
		if (given === undefined) throw refuse('is empty', 'Enter a number');
		return given;
	};
}

const YES: readonly unknown[] = [true, 1, 'true', '1', 'yes', 'on'];
const NO: readonly unknown[] = [false, 0, 'false', '0', 'no', 'off'];

/** True or false, or what is plainly meant so; undefined when there is nothing. */
export const yesOrNo: Reader<boolean | undefined> = (input, refuse) => {
	if (isNothing(input)) return undefined;
	const word = typeof input === 'string' ? input.trim().toLowerCase() : input;
	if (YES.includes(word)) return true;
	if (NO.includes(word)) return false;
	throw refuse(
		'is neither true nor false',
		'Switch it on or off, or use an expression that gives true or false',
	);
};

/** One of the values that a field with options offers. */
export function choice<Value extends string>({ options, default: preset }: INodeProperties): Reader<Value> {
	const offered = (options ?? []).flatMap((option) => ('value' in option ? [option] : []));
	return (input, refuse) => {
		const chosen = isNothing(input) ? preset : input;
		const found = offered.find(({ value }) => value === chosen);
		if (found !== undefined) return found.value as Value;
		const values = offered.map(({ value }) => `'${String(value)}'`).join(', ');
		throw refuse('is none of its options', `Choose one from its list, or give one of ${values}`);
	};
}

/** Words: text with commas, a list of words, or of objects with a name; empty when there are none. */
export const words: Reader<string[]> = (input, refuse) => {
	const found = listOf(input).map((part) => {
		const named: unknown = isObject(part) && 'name' in part ? part.name : part;
		return text(named, () =>
			refuse('is not a list of words', 'Enter words with commas between them, or a list of words'),
		);
	});
	return found.filter((word) => word !== undefined);
};

/** Texts without blanks in them, such as links: text with commas, blanks or new lines, or a list; empty when there are none. */
export const linesOf: Reader<string[]> = (input, refuse) => {
	const lines = words(input, refuse).flatMap((line) => line.split(/\s+/));
	return lines.filter((line) => line !== '');
};

/** The parts of a list, a list written as JSON, or a text with commas. */
export function listOf(input: unknown): unknown[] {
	if (isNothing(input)) return [];
	if (Array.isArray(input)) return input;
	if (typeof input !== 'string') return [input];
	return jsonListIn(input) ?? input.split(',');
}

function jsonListIn(input: string): unknown[] | undefined {
	if (!input.trim().startsWith('[')) return undefined;
	try {
		const parsed: unknown = JSON.parse(input);
		return Array.isArray(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** A moment as a camera or a person writes it down. */
export interface WrittenTime {
	/** `yyyy-MM-dd HH:mm:ss`, as it reads where it was written. */
	text: string;
	/** `Z` or `+02:00`, where it was written too. */
	offset: string | undefined;
}

const TIME_FORM = 'Use a form such as 2026-05-31T18:30:00';
/** ISO 8601, and the form of EXIF, which has colons in the date. */
const WRITTEN_TIME =
	/^(\d{4})[-:](\d{2})[-:](\d{2})(?:[T ]+(\d{2}:\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(Z|[+-]\d{2}(?::?\d{2})?)?(?:\[[^\]]*\])?)?$/i;
const EPOCH = /^-?\d{9,14}$/;
/** Seconds since 1970 stay below this until the year 5138, milliseconds have been above it since March 1973. */
const LARGEST_EPOCH_SECONDS = 1e11;

/** A date and time in any usual form, or since 1970 in seconds or ms; undefined when there is none. */
export const writtenTime: Reader<WrittenTime | undefined> = (input, refuse) => {
	if (isNothing(input)) return undefined;
	const moment = isoOf(input) ?? epochOf(input);
	const given = moment ?? (typeof input === 'string' ? input.trim() : '');
	const [, year, month, day, clock = '00:00', seconds = '00', offset] = WRITTEN_TIME.exec(given) ?? [];
	if (year === undefined || month === undefined || day === undefined) {
		throw refuse('is not a date and time', TIME_FORM);
	}
	const date = `${year}-${month}-${day}`;
	if (!isCalendarTime(`${date}T${clock}:${seconds}`)) throw refuse('is not a date and time', TIME_FORM);
	return { text: `${date} ${clock}:${seconds}`, offset: offset && fullOffset(offset) };
};

function epochOf(input: unknown): string | undefined {
	const digits = typeof input === 'number' ? String(Math.trunc(input)) : String(input).trim();
	if (!EPOCH.test(digits)) return undefined;
	const epoch = Number(digits);
	return new Date(Math.abs(epoch) < LARGEST_EPOCH_SECONDS ? epoch * 1000 : epoch).toISOString();
}

/** `+02` and `+0200` are short for `+02:00`. */
function fullOffset(offset: string): string {
	const [, hours, minutes = '00'] = /^([+-]\d{2}):?(\d{2})?$/.exec(offset) ?? [];
	return hours === undefined ? 'Z' : `${hours}:${minutes}`;
}

/** `Date` rolls 31 February over into March; reading it back shows that. */
function isCalendarTime(isoWithoutZone: string): boolean {
	const parsed = new Date(`${isoWithoutZone}Z`);
	return !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(isoWithoutZone);
}

/** A Date, or a DateTime as n8n's expressions give it, in ISO 8601; undefined for anything else and for no real time. */
function isoOf(input: unknown): string | undefined {
	if (!isObject(input)) return undefined;
	const write: unknown = Reflect.get(input, 'toISO') ?? Reflect.get(input, 'toISOString');
	if (typeof write !== 'function') return undefined;
	try {
		const iso: unknown = Reflect.apply(write, input, []);
		return typeof iso === 'string' ? iso : undefined;
	} catch {
		return undefined;
	}
}

/** What is chosen in a resource locator, in whichever of its modes; an expression may give the value itself. */
export function locatedValue(input: unknown): unknown {
	return isObject(input) && '__rl' in input && 'value' in input ? input.value : input;
}

/** Whether an expression gave nothing at all. */
export function isNothing(input: unknown): input is undefined | null | '' {
	return input === undefined || input === null || (typeof input === 'string' && input.trim() === '');
}

function isObject(input: unknown): input is object {
	return typeof input === 'object' && input !== null;
}

/** A text that has the form of an id; undefined when there is none. */
export function id(form: RegExp, problem: string, cure: string): Reader<string | undefined> {
	return (input: unknown, refuse: Refuse) => {
		const given = text(input, refuse);
		if (given === undefined || form.test(given)) return given;
		throw refuse(problem, cure);
	};
}
