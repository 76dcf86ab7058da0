import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { projectFolder } from '../../n8n/packProject';
import { schemaFolder, type OutputSchemas } from './schemaFiles';

/** Puts these schemas into the place of those that the project has. */
export async function writeSchemas(schemas: OutputSchemas): Promise<void> {
	rmSync(path.join(projectFolder, schemaFolder), { recursive: true, force: true });
	for (const [name, schema] of Object.entries(schemas)) {
		const file = path.join(projectFolder, schemaFolder, name);
		const text = await format(JSON.stringify(schema), { parser: 'json', useTabs: true, printWidth: 110 });
		mkdirSync(path.dirname(file), { recursive: true });
		writeFileSync(file, text);
	}
}
