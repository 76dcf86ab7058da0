import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import { withPackage } from '../n8n/withPackage';
import type { Progress } from '../terminal/progress';
import { checkUpload } from './checkUpload';
import { describeMachine, ensureMachineFits } from './machine';
import { measure, type Run } from './measure';
import type { Load, UploadPlan } from './plan';
import { loadReport } from './report';
import { resultsOf, type BenchResults, type CheckedUpload, type LoadResults, type WayRuns } from './results';
import { Sink } from './sink';
import { VideoFiles } from './videoFiles';
import { untunedTarball } from './untunedTarball';
import { otherBuild, wayNames as names, type Way } from './ways/way';
import { withWays, type Surroundings } from './ways/withWays';

/** What the benchmark is given besides its plan. */
export interface BenchOptions {
	progress: Progress;
	print: (text: string) => void;
	/** Ends the benchmark, in whatever step it is. */
	signal: AbortSignal;
}

/** Whom the Memories.ai node is compared with; all ways unless given. */
export interface Rivals {
	/** Names of ways, that of the Memories.ai node among them. */
	wayNames?: readonly string[] | undefined;
	/** Tarballs of other builds. */
	against: readonly string[];
	isUntunedCompared: boolean;
}

/** Carries out a plan and leaves nothing behind but the cached n8n. */
export async function runBench(
	plan: UploadPlan,
	{ wayNames, against, isUntunedCompared }: Rivals,
	{ progress, print, signal }: BenchOptions,
): Promise<BenchResults> {
	await ensureMachineFits(plan);
	const machine = describeMachine();
	const setUp = { onProgress: (step: string) => progress.begin(step), signal };
	return await withPackage(setUp, async ({ installation, tarball }) => {
		const { stdout } = await promisify(execFile)(installation.node, ['--version']);
		const videos = await VideoFiles.create();
		const sink = await Sink.start();
		const untuned = isUntunedCompared ? await untunedTarball(tarball) : undefined;
		try {
			const bench = new Bench(videos, sink, progress, {
				installation,
				tarball,
				otherBuilds: new Map([
					...against.map((path) => [otherBuild(path), resolve(path)] as const),
					...(untuned === undefined ? [] : [[names.memoriesAiUntuned, untuned] as const]),
				]),
				wayNames,
				videosFolder: videos.folder,
				sinkUrl: sink.url,
				sinkDelayedUrl: sink.delayedUrl,
				signal,
			});
			const loads: LoadResults[] = [];
			for (const load of plan.loads) {
				const results = await bench.measureLoad(load);
				print(loadReport(results));
				loads.push(results);
			}
			const checkedUpload =
				plan.checkedBytes === undefined
					? undefined
					: await checked(plan.checkedBytes, progress, { installation, tarball, videos, signal });
			return {
				date: new Date().toISOString(),
				n8nVersion: installation.version,
				nodeVersion: stdout.trim(),
				machine,
				loads,
				...(checkedUpload === undefined ? {} : { checkedUpload }),
			};
		} finally {
			await sink.stop();
			await videos.remove();
			if (untuned !== undefined) await rm(dirname(untuned), { recursive: true });
		}
	});
}

async function checked(
	bytes: number,
	progress: Progress,
	options: Parameters<typeof checkUpload>[1],
): Promise<CheckedUpload> {
	progress.begin('Uploading pseudo-random content and comparing it on arrival');
	const upload = await checkUpload(bytes, options);
	progress.finish();
	return upload;
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
		const ways = await withWays(load, this.surroundings, async (open) => {
			for (const way of open) await this.turn(way, load, `${load.title}: ${way.name} (warm-up)`);
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
