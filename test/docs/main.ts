import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import type { BenchResults } from '../bench/results';
import { projectFolder } from '../n8n/packProject';
import { withBenchmarkTables } from './benchmarkTables';
import { currentContract } from './contract/contract';
import { contractFile } from './contract/recordedContract';
import { withOperationTable } from './operationTable';

/** Brings what the documents say of the code and of its figures, and the record of the contract, up to date. */
async function main(): Promise<void> {
	const readme = path.join(projectFolder, 'README.md');
	writeFileSync(readme, withOperationTable(readFileSync(readme, 'utf8')));

	const performance = path.join(projectFolder, 'docs', 'performance.md');
	const results = JSON.parse(
		readFileSync(path.join(projectFolder, 'docs', 'benchmark.json'), 'utf8'),
	) as BenchResults;
	writeFileSync(performance, withBenchmarkTables(readFileSync(performance, 'utf8'), results));

	const contract = JSON.stringify(await currentContract());
	writeFileSync(contractFile, await format(contract, { parser: 'json', useTabs: true, printWidth: 110 }));
}

void main();
