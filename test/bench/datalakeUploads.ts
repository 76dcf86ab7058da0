import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { writeLargeVideo } from '../n8n/largeVideo';
import { withPackage } from '../n8n/withPackage';
import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { startSimulator, type Simulator } from '../simulator/simulator';
import type { BenchOptions } from './bench';
import { describeMachine, type Machine } from './machine';
import { MiB } from './plan';
import { watchProcess } from './processFigures';
import { VideoFiles } from './videoFiles';
import { N8nWay } from './ways/n8nWay';

/** A file, and what happens to it on its way. */
interface DatalakeLoad {
	title: string;
	fileBytes: number;
	/** Whether every tenth part breaks off half way. */
	isBroken: boolean;
}

const loads: readonly DatalakeLoad[] = [
	{ title: '20 MB, one request', fileBytes: 20e6, isBroken: false },
	{ title: '300 MB, part by part', fileBytes: 300e6, isBroken: false },
	{ title: '3 GiB, part by part', fileBytes: 3 * 1024 * MiB, isBroken: false },
	{ title: '3 GiB, a break in every tenth part', fileBytes: 3 * 1024 * MiB, isBroken: true },
];

/** What one upload took, and what arrived. */
interface DatalakeUploadFigures extends DatalakeLoad {
	isIntact: boolean;
	/** How many videos the account has of it. */
	videos: number;
	/** All bytes that were sent for it, to the API and to the session's host, as a share of the file. */
	sentShare: number;
	/** Of n8n, in bytes. */
	peakRssAboveIdle: number;
	/** How long the node ran, by n8n's own clock. */
	nodeSeconds: number | undefined;
}

/** What uploading to a simulated Video Datalake takes. */
export interface DatalakeUploads {
	/** ISO 8601. */
	date: string;
	n8nVersion: string;
	machine: Machine;
	uploads: DatalakeUploadFigures[];
}

/** Uploads files of several sizes with the Memories.ai node of a real n8n to a simulated Video Datalake. */
export async function measureDatalakeUploads({
	progress,
	signal,
}: Pick<BenchOptions, 'progress' | 'signal'>): Promise<DatalakeUploads> {
	const machine = describeMachine();
	const setUp = { onProgress: (step: string) => progress.begin(step), signal };
	return await withPackage(setUp, async ({ installation, tarball }) => {
		const videos = await VideoFiles.create();
		const simulator = await startSimulator({
			datalake: { switches: { ingestInFlightUntil: 'accepted' } },
		});
		try {
			const way = await N8nWay.openMemoriesAi({
				installation,
				packages: [tarball],
				videosFolder: videos.folder,
				apiKey: defaultDatalakeKey,
				memoriesAiUrl: simulator.url,
				signal,
			});
			try {
				const uploads: DatalakeUploadFigures[] = [];
				// The first upload of an n8n loads code and fills caches, once and for all.
				for (const load of [loads[0], ...loads]) {
					if (load === undefined) continue;
					progress.begin(`Datalake: ${load.title}`);
					uploads.push(await measureUpload(way, load, { simulator, folder: videos.folder }));
				}
				progress.finish();
				const [, ...counted] = uploads;
				return {
					date: new Date().toISOString(),
					n8nVersion: installation.version,
					machine,
					uploads: counted,
				};
			} finally {
				await way.close();
			}
		} finally {
			await simulator.close();
			await videos.remove();
		}
	});
}

async function measureUpload(
	way: N8nWay,
	load: DatalakeLoad,
	{ simulator: { datalake }, folder }: { simulator: Simulator; folder: string },
): Promise<DatalakeUploadFigures> {
	const path = join(folder, 'video.mp4');
	const sha256 = await writeLargeVideo(path, load.fileBytes);
	const fault = { kind: 'dropMidBody', afterBytes: 4 * MiB } as const;
	datalake.faults.always('putChunk', load.isBroken ? fault : undefined, { every: 10 });
	const videosBefore = datalake.createdVideos;
	const bytesBefore = receivedBytesOf(datalake);
	const idle = await way.settle();
	const ended = new AbortController();
	const arrived = (async () => {
		while (datalake.videos.length === videosBefore && !ended.signal.aborted) await sleep(200);
	})();
	const sending = way.send({ executions: 1 }, [path], arrived);
	const endWatch = watchProcess(sending.pid);
	const { nodeSeconds } = await sending.done.finally(() => ended.abort());
	const { peakRssBytes } = endWatch();
	await rm(path);
	return {
		...load,
		isIntact: datalake.videos.at(-1)?.sha256 === sha256,
		videos: datalake.createdVideos - videosBefore,
		sentShare: (receivedBytesOf(datalake) - bytesBefore) / load.fileBytes,
		peakRssAboveIdle: peakRssBytes - idle,
		nodeSeconds,
	};
}

function receivedBytesOf({ journal, sessionHost }: Simulator['datalake']): number {
	return [...journal, ...sessionHost.journal].reduce((sum, { receivedBytes }) => sum + receivedBytes, 0);
}

/** What is sent twice after breaks, and what n8n may need for any size. */
const MOST_SENT_SHARE = 1.15;
const MOST_RSS_ABOVE_IDLE = 100e6;

/** Whether every video is there once, with all of its bytes, for no more traffic and memory than the nodes may take. */
export function areGood({ uploads }: DatalakeUploads): boolean {
	return uploads.every(
		({ isIntact, videos, sentShare, peakRssAboveIdle }) =>
			isIntact && videos === 1 && sentShare <= MOST_SENT_SHARE && peakRssAboveIdle <= MOST_RSS_ABOVE_IDLE,
	);
}

/** The figures in lines. */
export function datalakeReport({ uploads }: DatalakeUploads): string {
	return uploads
		.map(({ title, isIntact, videos, sentShare, peakRssAboveIdle, nodeSeconds }) =>
			[
				`${title}:`,
				isIntact ? 'every byte arrived,' : 'NOT INTACT,',
				`${videos} video(s),`,
				`${sentShare.toFixed(3)} of its bytes sent,`,
				`n8n's peak ${Math.round(peakRssAboveIdle / 1e6)} MB above idle,`,
				`${nodeSeconds?.toFixed(1) ?? '?'} s`,
			].join(' '),
		)
		.join('\n');
}
