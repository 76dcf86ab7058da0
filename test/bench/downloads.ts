import { createHash } from 'node:crypto';
import { createReadStream, readdirSync, statSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type { INodeParameters } from 'n8n-workflow';
import { failureOf, outputOf } from '../n8n/execution';
import { startN8n, type RunningN8n } from '../n8n/n8nProcess';
import { freePort } from '../n8n/ports';
import { withPackage } from '../n8n/withPackage';
import { largeOriginal, type OriginalFile } from '../simulator/originals';
import { defaultDatalakeKey } from '../simulator/datalake/keys';
import { defaultApiKey, startSimulator, type Simulator } from '../simulator/simulator';
import type { BenchOptions } from './bench';
import { BenchError } from './BenchError';
import { Inspector } from './inspector';
import { describeMachine, type Machine } from './machine';
import { MiB } from './plan';
import { watchProcess } from './processFigures';
import { rssAtRest } from './rssAtRest';

/** What one download took, and what arrived. */
interface DownloadFigures {
	title: string;
	fileBytes: number;
	/** Whether n8n's store holds the file, byte for byte. */
	isIntact: boolean;
	/** Of n8n, in bytes. */
	peakRssAboveIdle: number;
	/** How long the node ran, by n8n's own clock. */
	nodeSeconds: number | undefined;
}

/** What downloading from a simulated memories.ai takes. */
export interface Downloads {
	/** ISO 8601. */
	date: string;
	n8nVersion: string;
	machine: Machine;
	downloads: DownloadFigures[];
}

/** The most that n8n may take for a download, whatever the size of the file, in bytes. */
const mostAboveIdle = 100e6;

const large = largeOriginal(1024 * MiB);
/** A busy machine takes its time. */
const millisecondsToDownload = 10 * 60_000;

const nodeNames = { start: 'Start', ask: 'Memories.ai' };

/** Downloads a file of 1 GiB with the Memories.ai node of a real n8n, in each generation that has downloads. */
export async function measureDownloads({
	progress,
	signal,
}: Pick<BenchOptions, 'progress' | 'signal'>): Promise<Downloads> {
	const machine = describeMachine();
	const setUp = { onProgress: (step: string) => progress.begin(step), signal };
	return await withPackage(setUp, async ({ installation, tarball }) => {
		const simulator = await startSimulator({ processing: { clock: 'real', parseAfterMs: 1 } });
		const inspectorPort = await freePort();
		const n8n = await startN8n({
			installation,
			packages: [tarball],
			binaryDataMode: 'filesystem',
			environment: { NODE_OPTIONS: Inspector.nodeOptions(inspectorPort) },
			signal,
		});
		const inspector = await Inspector.connect(inspectorPort);
		try {
			const measure = async (title: string, apiKey: string, original: OriginalFile) => {
				progress.begin(`Download: ${title}`);
				simulator.world.original = () => original;
				return await measureDownload({ n8n, inspector, simulator }, title, apiKey, original);
			};
			// As uploads are measured: a first load makes n8n's heap as large as the next ones need it, once and for all.
			for (const apiKey of [defaultApiKey, defaultDatalakeKey]) await measure('warm-up', apiKey, large);
			const downloads = [
				await measure('1 GiB with API v1.2', defaultApiKey, large),
				await measure('1 GiB with Datalake', defaultDatalakeKey, large),
			];
			progress.finish();
			return { date: new Date().toISOString(), n8nVersion: installation.version, machine, downloads };
		} finally {
			inspector.close();
			await n8n.stop();
			await simulator.close();
		}
	});
}

interface Places {
	n8n: RunningN8n;
	inspector: Inspector;
	simulator: Simulator;
}

async function measureDownload(
	{ n8n, inspector, simulator }: Places,
	title: string,
	apiKey: string,
	original: OriginalFile,
): Promise<DownloadFigures> {
	const { api, pid } = n8n;
	const memoriesAiApi = await api.createCredential('memoriesAiApi', {
		apiKey,
		baseUrl: simulator.url,
		apiVersion: 'auto',
	});
	const workflowOf = async (parameters: INodeParameters) =>
		await api.importWorkflow(workflow({ resource: 'video', ...parameters }), {
			credentials: { memoriesAiApi },
		});
	const uploader = await workflowOf({
		operation: 'uploadFromUrl',
		videoUrl: 'https://cdn.example.com/video.mp4',
		options: { waitUntilParsed: true, checkInterval: 1 },
	});
	const uploaded = await api.runWorkflow(uploader.id, { triggerName: nodeNames.start });
	const [video] = outputOf(uploaded, nodeNames.ask);
	const videoNo = { __rl: true, mode: 'id', value: video?.videoNo as string };
	const downloader = await workflowOf({ operation: 'download', videoNo });

	const idle = await rssAtRest(pid, async () => await inspector.collectGarbage());
	const endWatch = watchProcess(pid);
	const id = await api.startWorkflow(downloader.id, { triggerName: nodeNames.start });
	const execution = await api.waitForExecution(id, millisecondsToDownload);
	const { peakRssBytes } = endWatch();
	const failure = failureOf(execution);
	if (failure !== undefined) throw new BenchError(`The workflow stopped at ${failure}`);
	const isIntact = (await hashOfStored(n8n, original.bytes)) === hashOf(original);
	const milliseconds = execution.data.resultData.runData[nodeNames.ask]?.[0]?.executionTime;
	return {
		title,
		fileBytes: original.bytes,
		isIntact,
		peakRssAboveIdle: peakRssBytes - idle,
		nodeSeconds: milliseconds === undefined ? undefined : milliseconds / 1000,
	};
}

function workflow(parameters: INodeParameters) {
	const { start, ask } = nodeNames;
	return {
		name: 'Download',
		nodes: [
			{ name: start, type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, parameters: {}, position: [0, 0] },
			{ name: ask, type: 'n8n-nodes-memories-ai.memoriesAi', typeVersion: 1, parameters, position: [220, 0] },
		],
		connections: { [start]: { main: [[{ node: ask, type: 'main' as const, index: 0 }]] } },
	};
}

/** The SHA-256 of the file of that size in n8n's store, which is removed; undefined when there is none. */
async function hashOfStored({ userFolder }: RunningN8n, bytes: number): Promise<string | undefined> {
	const store = join(userFolder, '.n8n');
	const stored = readdirSync(store, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => join(parentPath, name))
		.find((file) => statSync(file).size === bytes);
	if (stored === undefined) return undefined;
	const hash = createHash('sha256');
	await pipeline(createReadStream(stored), hash);
	await rm(stored);
	return hash.digest('hex');
}

function hashOf({ chunks }: OriginalFile): string {
	const hash = createHash('sha256');
	for (const chunk of chunks()) hash.update(chunk);
	return hash.digest('hex');
}

/** Whether every file arrived whole, within the memory that a download may take. */
export function areFrugal({ downloads }: Downloads): boolean {
	return downloads.every(({ isIntact, peakRssAboveIdle }) => isIntact && peakRssAboveIdle <= mostAboveIdle);
}

/** The figures in lines. */
export function downloadReport({ downloads }: Downloads): string {
	return downloads
		.map(({ title, isIntact, peakRssAboveIdle, nodeSeconds }) =>
			[
				`${title}:`,
				isIntact ? 'every byte arrived,' : 'NOT INTACT,',
				`n8n's peak ${Math.round(peakRssAboveIdle / 1e6)} MB above idle (${mostAboveIdle / 1e6} are allowed),`,
				`${nodeSeconds?.toFixed(1) ?? '?'} s`,
			].join(' '),
		)
		.join('\n');
}
