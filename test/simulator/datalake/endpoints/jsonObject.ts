import { invalid } from '../refusal';
import type { DatalakeRequest } from './endpoint';

/** A JSON object whose fields are not known yet. */
export type JsonObject = Record<string, unknown>;

/** Whether a JSON value is an object. */
export function isObject(value: unknown): value is JsonObject {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whether a JSON value is an array of strings. */
export function isTexts(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((text) => typeof text === 'string');
}

/**
 * The JSON body of a request.
 *
 * @throws Refusal when the body is no JSON object
 */
export function jsonBodyOf({ body }: DatalakeRequest): JsonObject {
	if (!isObject(body.json)) throw invalid('request body is not valid JSON');
	return body.json;
}
