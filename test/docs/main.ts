import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import { projectFolder } from '../n8n/packProject';
import { currentContract } from './contract/contract';
import { contractFile } from './contract/recordedContract';
import { withOperationTable } from './operationTable';

/** Brings what README says of the code, and the record of the contract, up to date. */
async function main(): Promise<void> {
	const readme = path.join(projectFolder, 'README.md');
	writeFileSync(readme, withOperationTable(readFileSync(readme, 'utf8')));

	const contract = JSON.stringify(await currentContract());
	writeFileSync(contractFile, await format(contract, { parser: 'json', useTabs: true, printWidth: 110 }));
}

void main();
