import type { Machine } from './machine';
import type { Run } from './measure';
import type { Load } from './plan';
import { summaryOf, type Summary } from './statistics';
import { wayNames } from './ways/way';

/** The figures that are summed up over runs. */
export type Figure = 'throughputMBps' | 'cpuSeconds' | 'peakRssAboveIdleBytes' | 'nodeSeconds';

/** One way's runs of one load, in the order of the pairs. */
export interface WayResults {
	way: string;
	summaries: Partial<Record<Figure, Summary>>;
	runs: Run[];
}

/** The Memories.ai node's throughput in terms of another way's, taken pair by pair. */
export interface Comparison {
	with: string;
	throughputRatio: Summary;
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
	checkedUpload: CheckedUpload;
}

const figures: readonly Figure[] = ['throughputMBps', 'cpuSeconds', 'peakRssAboveIdleBytes', 'nodeSeconds'];

/** @param runsByWay the runs of each way, in the order of the pairs */
export function resultsOf(load: Load, runsByWay: ReadonlyMap<string, Run[]>): LoadResults {
	const ownRuns = runsByWay.get(wayNames.memoriesAiNode) ?? [];
	return {
		load,
		ways: [...runsByWay].map(([way, runs]) => ({ way, summaries: summariesOf(runs), runs })),
		comparisons: [wayNames.httpRequestNode, wayNames.undici].flatMap((other) => {
			const otherRuns = runsByWay.get(other);
			if (otherRuns === undefined) return [];
			const ratios = otherRuns.map(
				({ throughputMBps }, pair) => (ownRuns[pair]?.throughputMBps ?? NaN) / throughputMBps,
			);
			return [{ with: other, throughputRatio: summaryOf(ratios) }];
		}),
	};
}

/** Whether every byte of the checked upload arrived as it was sent. */
export function isIntact({ sentBytes, receivedBytes, isSha256Equal }: CheckedUpload): boolean {
	return isSha256Equal && receivedBytes === sentBytes;
}

function summariesOf(runs: readonly Run[]): WayResults['summaries'] {
	return Object.fromEntries(
		figures.flatMap((figure) => {
			const values = runs.flatMap((run) => run[figure] ?? []);
			return values.length === 0 ? [] : [[figure, summaryOf(values)]];
		}),
	);
}
