import { withPackage } from '../n8n/withPackage';
import type { BenchOptions } from './bench';
import { describeMachine, type Machine } from './machine';
import { measure } from './measure';
import { oneUpload, type RepeatPlan } from './plan';
import { Sink } from './sink';
import { sinkApiKey } from './sinkMessages';
import { VideoFiles } from './videoFiles';
import { N8nWay } from './ways/n8nWay';

/** What uploading again and again leaves behind in n8n. */
export interface RepeatedUploads {
	/** ISO 8601. */
	date: string;
	n8nVersion: string;
	machine: Machine;
	plan: RepeatPlan;
	/** n8n at rest, before the first upload and after each. */
	atRest: Array<{ rssBytes: number; openFiles: number }>;
}

/** Uploads one file after the other with the Memories.ai node, and looks at n8n in between. */
export async function measureRepeatedUploads(
	plan: RepeatPlan,
	{ progress, signal }: Pick<BenchOptions, 'progress' | 'signal'>,
): Promise<RepeatedUploads> {
	const machine = describeMachine();
	const setUp = { onProgress: (step: string) => progress.begin(step), signal };
	return await withPackage(setUp, async ({ installation, tarball }) => {
		const videos = await VideoFiles.create();
		const sink = await Sink.start();
		try {
			progress.begin('Repeated uploads: starting n8n');
			const way = await N8nWay.openMemoriesAi({
				installation,
				packages: [tarball],
				videosFolder: videos.folder,
				apiKey: sinkApiKey,
				memoriesAiUrl: sink.url,
				signal,
			});
			try {
				const load = { ...oneUpload, id: 'repeated', title: 'Repeated', fileBytes: plan.fileBytes, pairs: 1 };
				const upload = async () => {
					await measure(way, load, { paths: await videos.ofLoad(load), sink, signal });
					return { rssBytes: await way.settle(), openFiles: way.openFiles };
				};
				// The first uploads of an n8n load code and fill caches, once and for all.
				for (let count = 0; count < plan.warmUps; count++) await upload();
				const atRest = [await upload()];
				for (let count = 1; count <= plan.uploads; count++) {
					progress.begin(`Repeated uploads: ${count} of ${plan.uploads}`);
					atRest.push(await upload());
				}
				progress.finish();
				return { date: new Date().toISOString(), n8nVersion: installation.version, machine, plan, atRest };
			} finally {
				await way.close();
			}
		} finally {
			await sink.stop();
			await videos.remove();
		}
	});
}

/** How memory and open files have changed. */
export function repeatedUploadsReport({ plan, atRest }: RepeatedUploads): string {
	const [first, last] = [atRest[0], atRest.at(-1)];
	if (first === undefined || last === undefined) return '';
	const megabytes = atRest.map(({ rssBytes }) => Math.round(rssBytes / 1e6));
	return [
		`${plan.uploads} uploads one after the other, n8n at rest before the first and after each:`,
		`  memory in MB: ${megabytes.join(' ')}`,
		`  open files: ${first.openFiles} before, ${last.openFiles} after`,
		'',
	].join('\n');
}
