import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { BenchResults } from '../bench/results';
import { withBenchmarkTables } from '../docs/benchmarkTables';
import { projectFolder } from '../n8n/packProject';

test('the tables of docs/performance.md are what the benchmark has written; `npm run docs` makes them', () => {
	const read = (name: string) => readFileSync(path.join(projectFolder, 'docs', name), 'utf8');
	const document = read('performance.md');

	expect(document).toBe(withBenchmarkTables(document, JSON.parse(read('benchmark.json')) as BenchResults));
});
