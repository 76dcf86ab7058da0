import { writeFileSync } from 'node:fs';
import { format } from 'prettier';
import { currentContract } from './contract/contract';
import { contractFile } from './contract/recordedContract';
import { writeGenerated } from './writeGenerated';

/** Brings all that the documents have from the code and from recorded runs, and the record of the contract, up to date. */
async function main(): Promise<void> {
	writeGenerated();

	const contract = JSON.stringify(await currentContract());
	writeFileSync(contractFile, await format(contract, { parser: 'json', useTabs: true, printWidth: 110 }));
}

void main();
