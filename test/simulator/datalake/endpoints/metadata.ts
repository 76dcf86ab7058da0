import type { Metadata } from '../account/records';
import { invalid, type Refusal } from '../refusal';
import { isObject, isTexts, type JsonObject } from './jsonObject';

/** Whether a JSON value has only the keys that `metadata` is known to have. */
export function hasKnownKeys(metadata: JsonObject): boolean {
	return Object.keys(metadata).every((key) => ['title', 'tags', 'custom'].includes(key));
}

/**
 * What a JSON value says as the `metadata` of a video; unknown keys are passed over.
 *
 * @throws Refusal when it is not one
 */
export function metadataOf(value: unknown): Metadata {
	if (!isObject(value)) throw invalid('metadata must be an object');
	const { title, tags, custom } = value;
	const metadata: Metadata = {};
	if (title !== undefined) {
		if (typeof title !== 'string') throw wrong('title', 'a string');
		metadata.title = title;
	}
	if (tags !== undefined) {
		if (!isTexts(tags)) throw wrong('tags', 'an array of strings');
		metadata.tags = tags;
	}
	if (custom !== undefined) {
		if (!isObject(custom)) throw wrong('custom', 'an object');
		metadata.custom = custom;
	}
	return metadata;
}

function wrong(field: string, expected: string): Refusal {
	return invalid(`metadata.${field} must be ${expected}`);
}
