import type { ComparedFigure, LoadResults } from './results';
import { wayNames } from './ways/way';

/** Something that this package says of itself, and what it takes to see whether it is so. */
export interface Claim {
	/** Short and unique, for the command line. */
	id: string;
	/** Ids of the loads. */
	loads: readonly string[];
	/** Names of the ways to compare. */
	ways: readonly string[];
	isUntunedCompared?: boolean;
	/** @param results of the claim's loads, which may not all be there */
	judge(results: readonly LoadResults[]): Judgement[];
}

/** A figure of a claim, and whether it is as the claim has it. */
export interface Judgement {
	text: string;
	isMet: boolean;
}

/** An upload may take so much more of n8n's memory than an n8n at rest has, however large it is. */
const mostBytesAboveIdle = 100e6;

/** Two runs of the same build differ by about so much. */
const sameBuildRatio = 0.95;

const { memoriesAiNode, memoriesAiUntuned, httpRequestNode, httpRequestWithoutRedirects, undiciInN8n } =
	wayNames;

/** What the benchmark judges. Medians of pairs, on two cores and Node 24 unless a claim says otherwise. */
export const claims: readonly Claim[] = [
	{
		id: 'at-once',
		loads: ['4x64MiB', '16x64MiB'],
		ways: [memoriesAiNode, undiciInN8n],
		judge: (results) =>
			results.flatMap((load) => [
				atLeast(load, 'throughputMBps', undiciInN8n, 1.3),
				atMost(load, 'cpuSeconds', undiciInN8n, 0.7),
			]),
	},
	{
		id: 'large',
		loads: ['1GiB'],
		ways: [memoriesAiNode, undiciInN8n, httpRequestNode],
		judge: (results) =>
			results.flatMap((load) => [
				atLeast(load, 'throughputMBps', undiciInN8n, 2.5),
				atLeast(load, 'throughputMBps', httpRequestNode, 5),
			]),
	},
	{
		id: 'memory',
		loads: ['3GiB', '4x1GiB'],
		ways: [memoriesAiNode],
		judge: (results) => results.map(memoryOf),
	},
	{
		id: 'small',
		loads: ['100x1MiB', '1000x64KiB'],
		ways: [memoriesAiNode, undiciInN8n, httpRequestNode, httpRequestWithoutRedirects],
		judge: (results) =>
			results.flatMap((load) => [
				atMost(load, 'mainThreadCpuSeconds', lightestPeer(load), 1.05),
				// The HTTP Request node sends all at once, which is no rate that memories.ai takes.
				atLeast(load, 'throughputMBps', undiciInN8n, 1),
			]),
	},
	{
		id: 'tuning',
		loads: ['1GiB', '4x64MiB', '100x1MiB'],
		ways: [memoriesAiNode],
		isUntunedCompared: true,
		judge: (results) =>
			results.map((load) => atLeast(load, 'throughputMBps', memoriesAiUntuned, sameBuildRatio)),
	},
];

/** The judgements in lines, each with its verdict. */
export function claimReport({ id }: Pick<Claim, 'id'>, judgements: readonly Judgement[]): string {
	return [
		`Claim "${id}":`,
		...judgements.map(({ text, isMet }) => `  ${isMet ? 'met    ' : 'NOT MET'}  ${text}`),
		'',
	].join('\n');
}

function atLeast(results: LoadResults, figure: ComparedFigure, other: string, least: number): Judgement {
	const ratio = ratioOf(results, figure, other);
	return { text: textOf(results, figure, other, ratio, `at least ${least}`), isMet: ratio >= least };
}

function atMost(results: LoadResults, figure: ComparedFigure, other: string, most: number): Judgement {
	const ratio = ratioOf(results, figure, other);
	return { text: textOf(results, figure, other, ratio, `at most ${most}`), isMet: ratio <= most };
}

function memoryOf({ load, ways }: LoadResults): Judgement {
	const bytes = summaryOf(ways, memoriesAiNode, 'peakRssAboveIdleBytes');
	const text = `${load.title}: ${Math.round(bytes / 1e6)} MB above idle (at most ${mostBytesAboveIdle / 1e6})`;
	return { text, isMet: bytes <= mostBytesAboveIdle };
}

/** The way beside ours that takes the least of the main thread. */
function lightestPeer({ ways }: LoadResults): string {
	const peers = [undiciInN8n, httpRequestNode, httpRequestWithoutRedirects];
	const secondsOf = (name: string) => summaryOf(ways, name, 'mainThreadCpuSeconds');
	return peers.reduce((lightest, peer) => (secondsOf(peer) < secondsOf(lightest) ? peer : lightest));
}

function summaryOf(
	ways: LoadResults['ways'],
	name: string,
	figure: 'mainThreadCpuSeconds' | 'peakRssAboveIdleBytes',
): number {
	return ways.find(({ way }) => way === name)?.summaries[figure]?.median ?? NaN;
}

function ratioOf({ comparisons }: LoadResults, figure: ComparedFigure, other: string): number {
	return comparisons.find((comparison) => comparison.with === other)?.ratios[figure].median ?? NaN;
}

const figureNames: Record<ComparedFigure, string> = {
	throughputMBps: 'throughput',
	cpuSeconds: 'CPU',
	mainThreadCpuSeconds: 'main-thread CPU',
};

function textOf(
	{ load }: LoadResults,
	figure: ComparedFigure,
	other: string,
	ratio: number,
	limit: string,
): string {
	return `${load.title}: ${figureNames[figure]}, ${memoriesAiNode} : ${other} = ${ratio.toFixed(2)} (${limit})`;
}
