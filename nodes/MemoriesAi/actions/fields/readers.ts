import type { INodeProperties } from 'n8n-workflow';
import type { Reader, Refuse } from './field';

/** Text as fields give it, without blanks around it; undefined when there is none. */
export const text: Reader<string | undefined> = (input, refuse) => {
	if (isNothing(input)) return undefined;
	const moment = isoOf(input);
	if (moment !== undefined) return moment;
	if (typeof input === 'string' && !OBJECT_AS_TEXT.test(input)) return input.trim();
	if (typeof input === 'number') return textOfNumber(input, refuse);
	if (typeof input === 'boolean' || typeof input === 'bigint') return String(input);
	throw refuse('is not a text', 'Its expression gives a list or an object: choose one value of it');
};

/** What JavaScript makes of an object in the midst of a text. */
const OBJECT_AS_TEXT = /^\s*\[object \w+\]\s*$/;

function textOfNumber(input: number, refuse: Refuse): string {
	if (!Number.isFinite(input))
		throw refuse('is not a text', 'Its expression calculates with what is no number');
	if (!Number.isInteger(input) || Number.isSafeInteger(input)) return String(input);
	throw refuse(
		'is a number with more digits than n8n keeps of one',
		'Such numbers are rounded, and an ID then is that of something else. Make it a text where it comes from',
	);
}

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

const YES: readonly unknown[] = [true, 1, 'true', 't', '1', 'yes', 'y', 'on'];
const NO: readonly unknown[] = [false, 0, 'false', 'f', '0', 'no', 'n', 'off'];

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

/** Words: text with commas or in lines, a list of words, or of objects with a name; empty when there are none. */
export const words: Reader<string[]> = (input, refuse) => {
	const found = listOf(input).map((part) => {
		const named: unknown = isObject(part) && 'name' in part ? part.name : part;
		const word = text(named, () =>
			refuse('is not a list of words', 'Enter words with commas between them, or a list of words'),
		);
		return word?.replace(QUOTED, '$1');
	});
	return found.filter((word) => word !== undefined).filter((word) => !isNothing(word));
};

/** Texts without blanks in them, such as links: text with commas, blanks or new lines, or a list; empty when there are none. */
export const linesOf: Reader<string[]> = (input, refuse) => {
	const lines = words(input, refuse).flatMap((line) => line.split(/\s+/));
	return lines.filter((line) => line !== '');
};

const SEPARATOR = /[,，、\r\n]/;
const QUOTED = /^"([^"]*)"$/;

/** The parts of a list, a list written as JSON, or a text with commas or in lines. */
export function listOf(input: unknown): unknown[] {
	if (isNothing(input)) return [];
	if (Array.isArray(input)) return input;
	if (typeof input !== 'string') return [input];
	const parsed = jsonIn(input);
	if (parsed !== undefined) return Array.isArray(parsed) ? parsed : [parsed];
	return input.split(SEPARATOR);
}

/** The list or object that a text is. */
function jsonIn(input: string): object | undefined {
	if (!/^\s*[[{]/.test(input)) return undefined;
	try {
		const parsed: unknown = JSON.parse(input);
		return isObject(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

/** A Date, or a DateTime as n8n's expressions give it, in ISO 8601; undefined for anything else and for no real time. */
export function isoOf(input: unknown): string | undefined {
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

/** Whether an expression gave nothing at all, or nothing that can be seen. */
export function isNothing(input: unknown): input is undefined | null | '' {
	return input === undefined || input === null || (typeof input === 'string' && INVISIBLE.test(input));
}

const INVISIBLE = /^[\s\p{Cf}]*$/u;

function isObject(input: unknown): input is object {
	return typeof input === 'object' && input !== null;
}

/** A text that has the form of an id; undefined when there is none. */
export function id(form: RegExp, problem: string, cure: string): Reader<string | undefined> {
	return (input: unknown, refuse: Refuse) => {
		const given = withoutMarks(text(input, refuse));
		if (given === undefined || form.test(given)) return given;
		throw refuse(problem, cure);
	};
}

/** A web address, as far as what is copied with it goes. */
export const address: Reader<string | undefined> = (input, refuse) => withoutMarks(text(input, refuse));

/** A text without the marks that nobody sees and that come with what is copied from a page. */
export function withoutMarks<Text extends string | undefined>(given: Text): Text {
	if (given === undefined) return given;
	let [from, to] = [0, given.length];
	while (from < to && INVISIBLE.test(given.charAt(from))) from++;
	while (from < to && INVISIBLE.test(given.charAt(to - 1))) to--;
	return given.slice(from, to) as Text;
}
