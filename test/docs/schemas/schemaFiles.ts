import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { RealOutputs } from '../contract/outputs';
import { outputSchema, type OutputSchema } from './outputSchema';

/** Their place in the source and in what is built of it: n8n looks beside the nodes. */
export const schemaFolder = path.join('nodes', 'MemoriesAi', '__schema__');
/** The nodes' version as n8n writes it. */
const version = 'v1.0.0';

/**
 * The output schemas by the files that n8n looks for, such as `v1.0.0/video/get.json`. For nodes without operations, as
 * both triggers are, it is `output.json`; they share it, as they share a folder and the form of their events. Under another
 * name, `v1.0.0.json`, the editor would find it too, which then announces fields of a trigger that it never shows.
 */
export type OutputSchemas = Record<string, OutputSchema>;

/** The schemas as they have to be for what came out of real runs. */
export function outputSchemas({ operations, events }: RealOutputs): OutputSchemas {
	const schemas = Object.entries(operations).map(([operation, outputs]): [string, OutputSchema] => [
		`${version}/${operation.replace(':', '/')}.json`,
		outputSchema(outputs),
	]);
	return { ...Object.fromEntries(schemas), [`${version}/output.json`]: outputSchema(events) };
}

/** The schemas as they are in the project, or in a build of it. */
export function readSchemaFiles(root: string): OutputSchemas {
	const files = readdirSync(path.join(root, schemaFolder), { encoding: 'utf8', recursive: true });
	const schemas = files
		.filter((file) => file.endsWith('.json'))
		.map((file): [string, OutputSchema] => [
			file.split(path.sep).join('/'),
			JSON.parse(readFileSync(path.join(root, schemaFolder, file), 'utf8')) as OutputSchema,
		]);
	return Object.fromEntries(schemas);
}
