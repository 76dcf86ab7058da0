import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { format } from 'prettier';
import type { BenchResults } from '../bench/results';
import { projectFolder } from '../n8n/packProject';
import { withBenchmarkTables } from './benchmarkTables';
import { contractWith, currentOutputs } from './contract/contract';
import { contractFile } from './contract/recordedContract';
import { withOperationTable } from './operationTable';
import { outputSchemas } from './schemas/schemaFiles';
import { writeSchemas } from './schemas/writeSchemas';

/** Brings what the documents say of the code and of its figures, the output schemas and the record of the contract, up to date. */
async function main(): Promise<void> {
	const readme = path.join(projectFolder, 'README.md');
	writeFileSync(readme, withOperationTable(readFileSync(readme, 'utf8')));

	const performance = path.join(projectFolder, 'docs', 'performance.md');
	const results = JSON.parse(
		readFileSync(path.join(projectFolder, 'docs', 'benchmark.json'), 'utf8'),
	) as BenchResults;
	writeFileSync(performance, withBenchmarkTables(readFileSync(performance, 'utf8'), results));

	const outputs = await currentOutputs();
	await writeSchemas(outputSchemas(outputs));
	const contract = JSON.stringify(contractWith(outputs));
	writeFileSync(contractFile, await format(contract, { parser: 'json', useTabs: true, printWidth: 110 }));
}

void main();
