import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { contractWith, currentOutputs } from './contract/contract';
import { contractFile } from './contract/recordedContract';
import { outputSchemas } from './schemas/schemaFiles';
import { writeSchemas } from './schemas/writeSchemas';
import { writeGenerated } from './writeGenerated';

/**
 * Brings all that the documents have from the code and from recorded runs, the output schemas and the record of the contract
 * up to date.
 */
async function main(): Promise<void> {
	writeGenerated();

	const outputs = await currentOutputs();
	await writeSchemas(outputSchemas(outputs));
	const contract = JSON.stringify(contractWith(outputs));
	writeFileSync(contractFile, await format(contract, { parser: 'json', useTabs: true, printWidth: 110 }));
}

void main();
