import {
	isIntact,
	type BenchResults,
	type CheckedUpload,
	type ComparedFigure,
	type Figure,
	type LoadResults,
} from './results';
import { table, withSpread } from './table';

interface Column {
	title: string;
	figure: Figure;
	/** What one of the shown unit is in the figure's own. */
	unit: number;
	digits: number;
}

const columns: Column[] = [
	{ title: 'MB/s', figure: 'throughputMBps', unit: 1, digits: 0 },
	{ title: 'CPU s', figure: 'cpuSeconds', unit: 1, digits: 2 },
	{ title: 'main thread s', figure: 'mainThreadCpuSeconds', unit: 1, digits: 3 },
	{ title: 'full collections', figure: 'fullCollections', unit: 1, digits: 0 },
	{ title: 'all collections s', figure: 'collectionSeconds', unit: 1, digits: 3 },
	{ title: 'peak MB above idle', figure: 'peakRssAboveIdleBytes', unit: 1e6, digits: 0 },
	{ title: 'node s', figure: 'nodeSeconds', unit: 1, digits: 2 },
];

const comparedColumns: ReadonlyArray<{ title: string; figure: ComparedFigure }> = [
	{ title: 'MB/s', figure: 'throughputMBps' },
	{ title: 'CPU', figure: 'cpuSeconds' },
	{ title: 'main thread', figure: 'mainThreadCpuSeconds' },
];

/** The figures of one load as a table: medians, and the spread in parentheses. */
export function loadReport({ load, ways, comparisons }: LoadResults): string {
	const rows = ways.map(({ way, summaries }) => [
		way,
		...columns.map(({ figure, unit, digits }) => {
			const summary = summaries[figure];
			return summary === undefined ? '' : withSpread(summary, unit, digits);
		}),
	]);
	return [
		'',
		`${load.title} (${load.pairs} runs each)`,
		...table([['', ...columns.map(({ title }) => title)], ...rows]),
		...table([
			['Memories.ai node :', ...comparedColumns.map(({ title }) => title)],
			...comparisons.map((comparison) => [
				comparison.with,
				...comparedColumns.map(({ figure }) => withSpread(comparison.ratios[figure], 1, 2)),
			]),
		]),
		'',
	].join('\n');
}

/** Where and on what the figures were taken. */
export function machineReport({ date, n8nVersion, nodeVersion, machine }: BenchResults): string {
	const memory = Math.round(machine.memoryBytes / 1024 ** 3);
	return (
		`${date}, n8n ${n8nVersion} on Node ${nodeVersion}, ${machine.cores} cores (${machine.cpu}), ` +
		`${memory} GiB, ${machine.kernel}, load average before ${machine.loadAverageBefore.toFixed(1)}`
	);
}

/** Whether the checked upload arrived as it was sent. */
export function checkReport(upload: CheckedUpload): string {
	const verdict = isIntact(upload) ? 'arrived intact' : 'DID NOT ARRIVE INTACT';
	return (
		`Pseudo-random content, ${upload.sentBytes} bytes: ${verdict} ` +
		`(${upload.receivedBytes ?? 'no'} bytes received, SHA-256 ${upload.isSha256Equal ? 'equal' : 'different'})`
	);
}
