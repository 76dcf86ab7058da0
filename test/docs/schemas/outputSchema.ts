import {
	nameOfApi,
	API_VERSIONS,
	type ApiVersion,
} from '../../../nodes/MemoriesAi/api/vocabulary/apiVersion';
import type { RealOutput } from '../contract/outputs';

/** As much of JSON Schema as n8n's editor reads. */
export interface OutputSchema {
	/** A list where values are of several types; the editor shows the first. */
	type: string | string[];
	/** Which generations have a field, where others do not. */
	description?: string;
	/** In the order in which an item has them. */
	properties?: Record<string, OutputSchema>;
	items?: OutputSchema;
}

interface Sample {
	apiVersion: ApiVersion;
	value: unknown;
}

/**
 * The schema of output items. n8n reads one for an operation, whatever the account: it has the fields of all generations,
 * and says of a field that only some have which those are.
 */
export function outputSchema(outputs: readonly RealOutput[]): OutputSchema {
	return schemaOf(outputs.map(({ apiVersion, json }) => ({ apiVersion, value: json })));
}

function schemaOf(samples: readonly Sample[]): OutputSchema {
	const found = [...new Set(samples.map(({ value }) => typeOf(value)))];
	const types = found.length > 1 ? found.filter((type) => type !== 'null') : found;
	const [only = 'null', ...others] = types;
	return {
		type: others.length === 0 ? only : types,
		...(types.includes('object') && { properties: propertiesOf(samples) }),
		...(types.includes('array') && itemsOf(samples)),
	};
}

/** Whole numbers are no type of their own: a length of 12 seconds does not make lengths whole. */
function typeOf(value: unknown): string {
	if (value === null) return 'null';
	return Array.isArray(value) ? 'array' : typeof value;
}

function propertiesOf(samples: readonly Sample[]): Record<string, OutputSchema> {
	const objects = samples.flatMap(({ apiVersion, value }) =>
		typeOf(value) === 'object' ? [{ apiVersion, fields: value as object }] : [],
	);
	const names = new Set(objects.flatMap(({ fields }) => Object.keys(fields)));
	const entries = [...names].map((name): [string, OutputSchema] => {
		const values = objects.flatMap(({ apiVersion, fields }) =>
			Object.hasOwn(fields, name) ? [{ apiVersion, value: Reflect.get(fields, name) as unknown }] : [],
		);
		return [name, { ...schemaOf(values), ...descriptionOf(values, objects) }];
	});
	return Object.fromEntries(entries);
}

function itemsOf(samples: readonly Sample[]): Pick<OutputSchema, 'items'> {
	const entries = samples.flatMap(({ apiVersion, value }) =>
		Array.isArray(value) ? value.map((entry: unknown) => ({ apiVersion, value: entry })) : [],
	);
	return entries.length === 0 ? {} : { items: schemaOf(entries) };
}

type WithVersion = Pick<Sample, 'apiVersion'>;

function descriptionOf(
	values: readonly WithVersion[],
	objects: readonly WithVersion[],
): Pick<OutputSchema, 'description'> {
	const having = versionsIn(values);
	if (having.length === versionsIn(objects).length) return {};
	return { description: `API ${having.map(nameOfApi).join(' and ')} only` };
}

function versionsIn(samples: readonly WithVersion[]): ApiVersion[] {
	return API_VERSIONS.filter((version) => samples.some(({ apiVersion }) => apiVersion === version));
}
