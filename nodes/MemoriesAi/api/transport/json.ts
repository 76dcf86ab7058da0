import type { IDataObject } from 'n8n-workflow';

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const MINUS = 0x2d;
const DIGIT_0 = 0x30;
const DIGIT_9 = 0x39;

/**
 * Parses JSON and hands integers that a JavaScript number cannot hold exactly over as strings of digits:
 * memories.ai's ids have 18 digits, more than `JSON.parse` keeps. Members named `__proto__` are left out: they would
 * replace the prototype of whatever copies the object.
 *
 * Strangers send such texts, so its cost grows with the length of the text and with nothing else.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseJsonWithExactIntegers(text: string): unknown {
	const parsed: unknown = JSON.parse(text);
	// Only now the text is known to be JSON, so that every quote has its partner.
	const exact = quoteInexactIntegers(text);
	return withoutPrototypes(exact === text ? parsed : JSON.parse(exact));
}

function quoteInexactIntegers(json: string): string {
	let exact = '';
	let copiedTo = 0;
	let position = 0;
	while (position < json.length) {
		const character = json.charCodeAt(position);
		if (character === QUOTE) {
			position = endOfString(json, position);
		} else if (character === MINUS || isDigit(character)) {
			const end = endOfNumber(json, position);
			const number = json.slice(position, end);
			if (/^-?\d+$/.test(number) && !Number.isSafeInteger(Number(number))) {
				exact += `${json.slice(copiedTo, position)}"${number}"`;
				copiedTo = end;
			}
			position = end;
		} else {
			position++;
		}
	}
	return exact + json.slice(copiedTo);
}

function endOfString(json: string, start: number): number {
	let position = start + 1;
	for (;;) {
		const character = json.charCodeAt(position);
		if (character === QUOTE) return position + 1;
		position += character === BACKSLASH ? 2 : 1;
	}
}

function endOfNumber(json: string, start: number): number {
	let position = start + 1;
	while (isPartOfNumber(json.charCodeAt(position))) position++;
	return position;
}

function isDigit(character: number): boolean {
	return character >= DIGIT_0 && character <= DIGIT_9;
}

/** In JSON, a number is followed by none of these; past the end of the text there is NaN. */
function isPartOfNumber(character: number): boolean {
	return isDigit(character) || '+-.eE'.includes(String.fromCharCode(character));
}

/** Without recursion: JSON may be nested deeper than the stack. */
function withoutPrototypes(parsed: unknown): unknown {
	const unseen = [parsed];
	while (unseen.length > 0) {
		const value = unseen.pop();
		if (typeof value !== 'object' || value === null) continue;
		// Asked first, because an object from which something is deleted becomes slow, even if it is not there.
		if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
		for (const part of Object.values(value)) unseen.push(part);
	}
	return parsed;
}

/** Whether a parsed JSON value is an object with named members, so neither an array nor null. */
export function isJsonObject(value: unknown): value is IDataObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/**
 * Writes an object as JSON, with members that are integers of more digits than a number holds. What is undefined is left
 * out.
 *
 * @param values names need no escaping
 * @param integers their digits, by name
 */
export function jsonWithIntegers(values: IDataObject, integers: Record<string, string | undefined>): string {
	const written = Object.entries(values).map(([name, value]) => [name, JSON.stringify(value)] as const);
	const members = [...written, ...Object.entries(integers)].filter(([, json]) => json !== undefined);
	return `{${members.map(([name, json]) => `"${name}":${json}`).join(',')}}`;
}
