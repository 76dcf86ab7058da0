import { machineReport } from '../bench/report';
import type { BenchResults, Figure, LoadResults, WayResults } from '../bench/results';

const columns: ReadonlyArray<{ title: string; figure: Figure; unit: number; digits: number }> = [
	{ title: 'MB/s', figure: 'throughputMBps', unit: 1, digits: 0 },
	{ title: 'CPU s', figure: 'cpuSeconds', unit: 1, digits: 2 },
	{ title: 'Main thread s', figure: 'mainThreadCpuSeconds', unit: 1, digits: 2 },
	{ title: 'Full collections', figure: 'fullCollections', unit: 1, digits: 0 },
	{ title: 'MB above idle', figure: 'peakRssAboveIdleBytes', unit: 1e6, digits: 0 },
];

/** The lines of the tables with the benchmark's figures, a table for each load. */
export function benchmarkTables(results: BenchResults): string[] {
	return [machineReport(results), '', ...results.loads.flatMap(tableOf)];
}

function tableOf({ load, ways }: LoadResults): string[] {
	const rows = [
		[load.title, ...columns.map(({ title }) => title)],
		['---', ...columns.map(() => '---:')],
		...ways.map((way) => [way.way, ...columns.map((column) => medianOf(way, column))]),
	];
	return [...rows.map((cells) => `| ${cells.join(' | ')} |`), ''];
}

function medianOf(
	{ summaries }: WayResults,
	{ figure, unit, digits }: Pick<(typeof columns)[number], 'figure' | 'unit' | 'digits'>,
): string {
	const median = summaries[figure]?.median;
	return median === undefined ? '' : (median / unit).toFixed(digits);
}
