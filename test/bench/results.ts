import type { Machine } from './machine';
import type { Run } from './measure';
import type { Load } from './plan';
import { summaryOf, type Summary } from './statistics';
import { wayNames } from './ways/way';

/** The figures that are summed up over runs. */
export type Figure =
	| 'throughputMBps'
	| 'cpuSeconds'
	| 'mainThreadCpuSeconds'
	| 'fullCollections'
	| 'collectionSeconds'
	| 'peakRssAboveIdleBytes'
	| 'nodeSeconds';

/** The figures of the Memories.ai node that are set in relation to those of other ways. */
export type ComparedFigure = 'throughputMBps' | 'cpuSeconds' | 'mainThreadCpuSeconds';

/** One way's runs of one load, in the order of the pairs. */
export interface WayRuns {
	way: string;
	/**
	 * Resident memory of the sending process at rest, after the warm-up and before the first run; 0 when a process
	 * starts only to send. What a process does not give back after a run counts in the runs that follow.
	 */
	idleRssBytes: number;
	runs: Run[];
}

/** One way's runs of one load, and what they come to. */
export interface WayResults extends WayRuns {
	summaries: Partial<Record<Figure, Summary>>;
}

/** The Memories.ai node's figures divided by another way's, pair by pair. */
export interface Comparison {
	with: string;
	ratios: Record<ComparedFigure, Summary>;
}

export interface LoadResults {
	load: Load;
	ways: WayResults[];
	comparisons: Comparison[];
}

/** How a file arrived that was sent by the Memories.ai node. */
export interface CheckedUpload {
	sentBytes: number;
	receivedBytes: number | undefined;
	isSha256Equal: boolean;
}

/** Everything that one run of the benchmark has found out. */
export interface BenchResults {
	/** ISO 8601. */
	date: string;
	n8nVersion: string;
	/** Version of the Node that ran n8n and undici. */
	nodeVersion: string;
	machine: Machine;
	loads: LoadResults[];
	/** Absent where only some of the loads were measured. */
	checkedUpload?: CheckedUpload;
}

export function resultsOf(load: Load, ways: readonly WayRuns[]): LoadResults {
	const ownRuns = runsOf(ways, wayNames.memoriesAiNode);
	return {
		load,
		ways: ways.map((way) => ({ ...way, summaries: summariesOf(way) })),
		comparisons: ways
			.filter(({ way }) => way !== wayNames.memoriesAiNode)
			.map(({ way, runs }) => ({
				with: way,
				ratios: {
					throughputMBps: ratioOf(ownRuns, runs, 'throughputMBps'),
					cpuSeconds: ratioOf(ownRuns, runs, 'cpuSeconds'),
					mainThreadCpuSeconds: ratioOf(ownRuns, runs, 'mainThreadCpuSeconds'),
				},
			})),
	};
}

function ratioOf(ownRuns: readonly Run[], runs: readonly Run[], figure: ComparedFigure): Summary {
	return summaryOf(runs.map((run, pair) => (ownRuns[pair]?.[figure] ?? NaN) / run[figure]));
}

/** Whether every byte of the checked upload arrived as it was sent. */
export function isIntact({ sentBytes, receivedBytes, isSha256Equal }: CheckedUpload): boolean {
	return isSha256Equal && receivedBytes === sentBytes;
}

function runsOf(ways: readonly WayRuns[], name: string): readonly Run[] {
	return ways.find(({ way }) => way === name)?.runs ?? [];
}

function summariesOf({ runs, idleRssBytes }: WayRuns): WayResults['summaries'] {
	const values: Record<Figure, number[]> = {
		throughputMBps: runs.map(({ throughputMBps }) => throughputMBps),
		cpuSeconds: runs.map(({ cpuSeconds }) => cpuSeconds),
		mainThreadCpuSeconds: runs.map(({ mainThreadCpuSeconds }) => mainThreadCpuSeconds),
		fullCollections: runs.flatMap(({ fullCollections }) => fullCollections ?? []),
		collectionSeconds: runs.flatMap(({ collectionSeconds }) => collectionSeconds ?? []),
		peakRssAboveIdleBytes: runs.map(({ peakRssBytes }) => peakRssBytes - idleRssBytes),
		nodeSeconds: runs.flatMap(({ nodeSeconds }) => nodeSeconds ?? []),
	};
	return Object.fromEntries(
		Object.entries(values)
			.filter(([, taken]) => taken.length > 0)
			.map(([figure, taken]) => [figure, summaryOf(taken)]),
	);
}
