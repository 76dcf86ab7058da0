import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { promisify } from 'node:util';
import type { Progress } from '../demo/progress';
import { installN8n } from '../n8n/installN8n';
import { packProject } from '../n8n/packProject';
import { checkUpload } from './checkUpload';
import { describeMachine, ensureMachineFits } from './machine';
import { measure, type Run } from './measure';
import type { Load, Plan } from './plan';
import { loadReport } from './report';
import { resultsOf, type BenchResults, type LoadResults } from './results';
import { Sink } from './sink';
import { VideoFiles } from './videoFiles';
import type { Way } from './ways/way';
import { withWays, type Surroundings } from './ways/withWays';

/** What the benchmark is given besides its plan. */
export interface BenchOptions {
	progress: Progress;
	print: (text: string) => void;
	/** Ends the benchmark, in whatever step it is. */
	signal: AbortSignal;
}

/** Carries out a plan and leaves nothing behind but the cached n8n. */
export async function runBench(plan: Plan, { progress, print, signal }: BenchOptions): Promise<BenchResults> {
	await ensureMachineFits(plan);
	const machine = describeMachine();
	const installation = await installN8n({ onProgress: (step) => progress.begin(step), signal });
	const { stdout } = await promisify(execFile)(installation.node, ['--version']);
	progress.begin('Packing this project');
	const tarball = await packProject();
	const videos = await VideoFiles.create();
	const sink = await Sink.start();
	try {
		const bench = new Bench(videos, sink, progress, {
			installation,
			tarball,
			videosFolder: videos.folder,
			sinkUrl: sink.url,
			signal,
		});
		const loads = await bench.measureAll(plan.loads, (results) => print(loadReport(results)));
		progress.begin('Uploading pseudo-random content and comparing it on arrival');
		const checkedUpload = await checkUpload(plan.checkedBytes, { installation, tarball, videos, signal });
		progress.finish();
		return {
			date: new Date().toISOString(),
			n8nVersion: installation.version,
			nodeVersion: stdout.trim(),
			machine,
			loads,
			checkedUpload,
		};
	} finally {
		await sink.stop();
		await videos.remove();
		await rm(dirname(tarball), { recursive: true, force: true });
	}
}

/** Measures loads with all the ways by turns, so that whatever changes in the meantime changes for all alike. */
class Bench {
	constructor(
		private readonly videos: VideoFiles,
		private readonly sink: Sink,
		private readonly progress: Progress,
		private readonly surroundings: Surroundings,
	) {}

	/** @param onResults called as soon as a load is done */
	async measureAll(
		loads: readonly Load[],
		onResults: (results: LoadResults) => void,
	): Promise<LoadResults[]> {
		const all: LoadResults[] = [];
		for (const mode of new Set(loads.map(({ binaryDataMode }) => binaryDataMode))) {
			this.progress.begin(`Starting two n8n with binary data mode "${mode}"`);
			await withWays(mode, this.surroundings, async (ways) => {
				for (const load of loads.filter(({ binaryDataMode }) => binaryDataMode === mode)) {
					const results = await this.measureLoad(load, ways);
					this.progress.finish();
					onResults(results);
					all.push(results);
				}
			});
		}
		return all;
	}

	private async measureLoad(load: Load, ways: readonly Way[]): Promise<LoadResults> {
		const paths = await this.videos.ofLoad(load);
		const turn = async (way: Way, step: string) => {
			this.progress.begin(`${load.title}: ${way.name} (${step})`);
			return await measure(way, load, { paths, sink: this.sink, signal: this.surroundings.signal });
		};
		const runs = new Map<string, Run[]>(ways.map(({ name }) => [name, []]));
		for (const way of ways) await turn(way, 'warm-up');
		for (let pair = 0; pair < load.pairs; pair++) {
			const order = pair % 2 === 0 ? ways : [...ways].reverse();
			for (const way of order) {
				runs.get(way.name)?.push(await turn(way, `${pair + 1} of ${load.pairs}`));
			}
		}
		return resultsOf(load, runs);
	}
}
