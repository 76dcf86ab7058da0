import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { withPackage } from '../n8n/withPackage';
import type { Progress } from '../terminal/progress';
import { checkUpload } from './checkUpload';
import { describeMachine, ensureMachineFits } from './machine';
import { measure, type Run } from './measure';
import { warmUp, type Load, type Plan } from './plan';
import { loadReport } from './report';
import { resultsOf, type BenchResults, type LoadResults, type WayRuns } from './results';
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
	const setUp = { onProgress: (step: string) => progress.begin(step), signal };
	return await withPackage(setUp, async ({ installation, tarball }) => {
		const { stdout } = await promisify(execFile)(installation.node, ['--version']);
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
			const loads: LoadResults[] = [];
			for (const load of plan.loads) {
				const results = await bench.measureLoad(load);
				print(loadReport(results));
				loads.push(results);
			}
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
		}
	});
}

/** Measures loads with all the ways by turns, so that whatever changes in the meantime changes for all alike. */
class Bench {
	constructor(
		private readonly videos: VideoFiles,
		private readonly sink: Sink,
		private readonly progress: Progress,
		private readonly surroundings: Surroundings,
	) {}

	/** Sets up all the ways anew, as what one load leaves in their memory is none of the next one's business. */
	async measureLoad(load: Load): Promise<LoadResults> {
		this.progress.begin(`${load.title}: starting n8n`);
		const ways = await withWays(load.binaryDataMode, this.surroundings, async (open) => {
			for (const way of open) await this.turn(way, warmUp, `${load.title}: ${way.name} (warm-up)`);
			return await this.takeTurns(load, open);
		});
		this.progress.finish();
		return resultsOf(load, ways);
	}

	private async takeTurns(load: Load, ways: readonly Way[]): Promise<WayRuns[]> {
		const taken = new Map<Way, WayRuns>();
		for (const way of ways) taken.set(way, { way: way.name, idleRssBytes: await way.settle(), runs: [] });
		for (let pair = 0; pair < load.pairs; pair++) {
			const order = pair % 2 === 0 ? ways : [...ways].reverse();
			for (const way of order) {
				const step = `${load.title}: ${way.name} (${pair + 1} of ${load.pairs})`;
				taken.get(way)?.runs.push(await this.turn(way, load, step));
			}
		}
		return [...taken.values()];
	}

	private async turn(way: Way, load: Load, step: string): Promise<Run> {
		this.progress.begin(step);
		const paths = await this.videos.ofLoad(load);
		return await measure(way, load, { paths, sink: this.sink, signal: this.surroundings.signal });
	}
}
