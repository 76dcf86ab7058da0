import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { promisify } from 'node:util';
import type { N8nRelease } from '../n8n/installN8n';
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

/** What the present build is measured beside, and where. */
export interface Setting {
	/** Tarballs of other builds. */
	against: readonly string[];
	isUntunedCompared: boolean;
	/** Another n8n than the pinned one. */
	release?: N8nRelease | undefined;
}

/** Carries out a plan and leaves nothing behind but the cached n8n. */
export async function runBench(
	plan: UploadPlan,
	{ against, isUntunedCompared, release }: Setting,
	{ progress, print, signal }: BenchOptions,
): Promise<BenchResults> {
	await ensureMachineFits(plan);
	const machine = describeMachine();
	const setUp = { onProgress: (step: string) => progress.begin(step), signal, release };
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
				wayNames: plan.ways,
				videosFolder: videos.folder,
				sinkUrl: sink.url,
				sinkDelayedUrl: sink.delayedUrl,
				signal,
			});
			const loads: LoadResults[] = [];
			for (const group of groupsOf(plan)) {
				await bench.measureLoads(group, (results) => {
					print(loadReport(results));
					loads.push(results);
				});
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

/**
 * The loads that share an n8n for each way. Otherwise each gets its own, as what one load leaves in n8n's memory is none of
 * the next one's business.
 */
function groupsOf({ loads, isN8nShared = false }: UploadPlan): Array<[Load, ...Load[]]> {
	const groups: Array<[Load, ...Load[]]> = [];
	for (const load of loads) {
		const group = groups.find(
			([first]) =>
				isN8nShared && first.binaryDataMode === load.binaryDataMode && first.isFarAway === load.isFarAway,
		);
		if (group === undefined) groups.push([load]);
		else group.push(load);
	}
	return groups;
}

/** Measures loads with all the ways by turns, so that whatever changes in the meantime changes for all alike. */
class Bench {
	constructor(
		private readonly videos: VideoFiles,
		private readonly sink: Sink,
		private readonly progress: Progress,
		private readonly surroundings: Surroundings,
	) {}

	/**
	 * Sets up all the ways anew, for all of the loads.
	 *
	 * @param loads at least one, all with the same binary data mode and distance
	 */
	async measureLoads(
		loads: readonly [Load, ...Load[]],
		onResults: (results: LoadResults) => void,
	): Promise<void> {
		const [first] = loads;
		this.progress.begin(`${first.title}: starting n8n`);
		await withWays(first, this.surroundings, async (ways) => {
			for (const load of loads) {
				for (const way of ways) await this.turn(way, load, `${load.title}: ${way.name} (warm-up)`);
				const taken = await this.takeTurns(load, ways);
				this.progress.finish();
				onResults(resultsOf(load, taken));
			}
		});
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
