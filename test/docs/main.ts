import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { projectFolder } from '../n8n/packProject';
import { contractWith, currentOutputs } from './contract/contract';
import { contractFile } from './contract/recordedContract';
import { withOperationTable } from './operationTable';
import { outputSchemas } from './schemas/schemaFiles';
import { writeSchemas } from './schemas/writeSchemas';

/** Brings what README says of the code, the output schemas and the record of the contract up to date. */
async function main(): Promise<void> {
	const readme = path.join(projectFolder, 'README.md');
	writeFileSync(readme, withOperationTable(readFileSync(readme, 'utf8')));

	const outputs = await currentOutputs();
	await writeSchemas(outputSchemas(outputs));
	const contract = JSON.stringify(contractWith(outputs));
	writeFileSync(contractFile, await format(contract, { parser: 'json', useTabs: true, printWidth: 110 }));
}

void main();
