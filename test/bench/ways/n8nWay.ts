import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf, hasEnded, type Execution } from '../../n8n/execution';
import type { N8nInstallation } from '../../n8n/installN8n';
import type { BinaryDataMode } from '../../n8n/n8nEnvironment';
import { startN8n, type RunningN8n } from '../../n8n/n8nProcess';
import { freePort, localhost } from '../../n8n/ports';
import { BenchError } from '../BenchError';
import { Inspector } from '../inspector';
import type { Load } from '../plan';
import { openFilesOf } from '../processFigures';
import { rssAtRest } from '../rssAtRest';
import { benchWorkflow, memoriesAiNode, nodeNames, type NodeKind } from './benchWorkflow';
import { wayNames, type Sending, type Sent, type Way } from './way';

/** An n8n of its own for one way of uploading. */
export interface N8nWayOptions {
	name: string;
	uploadNode: NodeKind;
	installation: N8nInstallation;
	/** Packed community packages. */
	packages: string[];
	binaryDataMode: BinaryDataMode;
	/** The only folder that nodes may read files from. */
	videosFolder: string;
	apiKey: string;
	/** Base URL of memories.ai's stand-in. */
	memoriesAiUrl: string;
	signal: AbortSignal;
}

/** How long executions that run at once get for reading their files, so that all begin to upload together. */
const millisecondsToRead = 6_000;

/** How often to look whether an execution has failed that is expected to upload. */
const millisecondsBetweenLooks = 10_000;

const millisecondsToEnd = 120_000;

/** Uploads by a node in a real n8n. */
export class N8nWay implements Way {
	private constructor(
		readonly name: string,
		private readonly n8n: RunningN8n,
		private readonly pid: number,
		private readonly inspector: Inspector,
		private readonly workflowId: string,
	) {}

	static async open({ name, uploadNode, ...options }: N8nWayOptions): Promise<N8nWay> {
		const inspectorPort = await freePort();
		const n8n = await startN8n({
			...options,
			environment: {
				NODE_OPTIONS: `--inspect=${localhost}:${inspectorPort}`,
				N8N_RESTRICT_FILE_ACCESS_TO: options.videosFolder,
				N8N_CUSTOM_EXTENSIONS: join(__dirname, 'undiciNode'),
			},
		});
		try {
			const memoriesAiApi = await n8n.api.createCredential('memoriesAiApi', {
				apiKey: options.apiKey,
				baseUrl: options.memoriesAiUrl,
				apiVersion: 'auto',
			});
			const workflow = await n8n.api.importWorkflow(benchWorkflow(name, uploadNode), {
				credentials: { memoriesAiApi },
			});
			const inspector = await Inspector.connect(inspectorPort);
			return new N8nWay(name, n8n, n8n.pid, inspector, workflow.id);
		} catch (error) {
			await n8n.stop();
			throw error;
		}
	}

	/** Opens the way of the Memories.ai node, with files on disk. */
	static async openMemoriesAi(
		options: Omit<N8nWayOptions, 'name' | 'uploadNode' | 'binaryDataMode'>,
	): Promise<N8nWay> {
		return await N8nWay.open({
			...options,
			name: wayNames.memoriesAiNode,
			uploadNode: memoriesAiNode,
			binaryDataMode: 'filesystem',
		});
	}

	/** How many files and connections n8n has open. */
	get openFiles(): number {
		return openFilesOf(this.pid);
	}

	async settle(): Promise<number> {
		await rm(join(this.n8n.userFolder, '.n8n', 'storage', 'workflows'), { recursive: true, force: true });
		return await rssAtRest(this.pid, async () => await this.inspector.collectGarbage());
	}

	send(load: Pick<Load, 'executions'>, paths: string[], received: Promise<unknown>): Sending {
		return { pid: this.pid, done: this.execute(load, paths, received) };
	}

	async close(): Promise<void> {
		this.inspector.close();
		await this.n8n.stop();
	}

	private async execute(
		{ executions }: Pick<Load, 'executions'>,
		paths: string[],
		received: Promise<unknown>,
	): Promise<Sent> {
		const { api } = this.n8n;
		const triggerName = nodeNames.start;
		await api.setParameters(this.workflowId, nodeNames.read, { fileSelector: selectorOf(paths) });
		const pause = executions === 1 ? 0 : millisecondsToRead;
		await api.setParameters(this.workflowId, nodeNames.wait, {
			dateTime: new Date(Date.now() + pause).toISOString(),
		});
		const nodeSeconds = await Promise.all(
			Array.from({ length: executions }, async () => {
				const id = await api.startWorkflow(this.workflowId, { triggerName });
				await this.untilReceivedOrEnded(id, received);
				return nodeSecondsOf(await api.waitForExecution(id, millisecondsToEnd));
			}),
		);
		return { nodeSeconds: Math.max(...nodeSeconds) };
	}

	/** Asks n8n seldom, as its answers would take time from the upload. */
	private async untilReceivedOrEnded(executionId: string, received: Promise<unknown>): Promise<void> {
		const isReceived = received.then(() => true);
		while (!(await Promise.race([isReceived, sleep(millisecondsBetweenLooks, false, { ref: false })]))) {
			if (hasEnded(await this.n8n.api.execution(executionId))) return;
		}
	}
}

/** What the Read/Write Files from Disk node is to read. */
function selectorOf(paths: string[]): string {
	const [first = ''] = paths;
	return paths.length === 1 ? first : join(dirname(first), '*.mp4');
}

function nodeSecondsOf(execution: Execution): number {
	const failure = failureOf(execution);
	if (failure !== undefined) throw new BenchError(`The workflow stopped at ${failure}`);
	const milliseconds = execution.data.resultData.runData[nodeNames.upload]?.[0]?.executionTime;
	if (milliseconds === undefined) throw new BenchError(`The workflow did not run "${nodeNames.upload}"`);
	return milliseconds / 1000;
}
