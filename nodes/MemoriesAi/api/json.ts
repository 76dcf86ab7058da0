import type { IDataObject } from 'n8n-workflow';

/** A string's plain stretches are taken at once: taken letter by letter, a long text outgrows the stack. */
const STRING_OR_NUMBER = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * Parses JSON and hands integers that a JavaScript number cannot hold exactly over as strings of digits:
 * memories.ai's ids have 18 digits, more than `JSON.parse` keeps.
 *
 * @throws SyntaxError when the text is not JSON
 */
export function parseJsonWithExactIntegers(text: string): unknown {
	const exact = text.replace(STRING_OR_NUMBER, (token) => {
		const isUnsafeInteger = /^-?\d+$/.test(token) && !Number.isSafeInteger(Number(token));
		return isUnsafeInteger ? `"${token}"` : token;
	});
	return JSON.parse(exact, withoutPrototypes);
}

/** As a member, `__proto__` would replace the prototype of whatever copies the object. */
function withoutPrototypes(name: string, value: unknown): unknown {
	return name === '__proto__' ? undefined : value;
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
