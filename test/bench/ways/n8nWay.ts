import { rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { failureOf, hasEnded, type Execution } from '../../n8n/execution';
import type { N8nInstallation } from '../../n8n/installN8n';
import type { BinaryDataMode } from '../../n8n/n8nEnvironment';
import { startN8n, type RunningN8n } from '../../n8n/n8nProcess';
import { freePort } from '../../n8n/ports';
import { BenchError } from '../BenchError';
import type { Collection } from '../collections';
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

/** How long executions may take to read their files. */
const millisecondsToRead = 300_000;

/** How often to look whether all have read them; it costs n8n next to nothing, and nothing is measured then. */
const millisecondsBetweenGateLooks = 50;

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
				NODE_OPTIONS: Inspector.nodeOptions(inspectorPort),
				N8N_RESTRICT_FILE_ACCESS_TO: options.videosFolder,
				N8N_CUSTOM_EXTENSIONS: join(__dirname, 'benchNodes'),
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
		await api.setParameters(this.workflowId, nodeNames.read, { fileSelector: selectorOf(paths) });
		const ids = await Promise.all(
			Array.from(
				{ length: executions },
				async () => await api.startWorkflow(this.workflowId, { triggerName: nodeNames.start }),
			),
		);
		await this.untilAllHaveRead(ids);
		// What reading has left behind is not to be cleared away on the uploads' account.
		await this.inspector.collectGarbage();
		await this.inspector.evaluate('benchGate.open()');
		const nodeSeconds = await Promise.all(
			ids.map(async (id) => {
				await this.untilReceivedOrEnded(id, received);
				return nodeSecondsOf(await api.waitForExecution(id, millisecondsToEnd));
			}),
		);
		const collections = (await this.inspector.evaluate('benchGate.collections.splice(0)')) as Collection[];
		return { nodeSeconds: Math.max(...nodeSeconds), collections };
	}

	private async untilAllHaveRead(executionIds: string[]): Promise<void> {
		const isOverAt = Date.now() + millisecondsToRead;
		while ((await this.inspector.evaluate('benchGate.waiting')) !== executionIds.length) {
			if (Date.now() > isOverAt) throw new BenchError(`${this.name} has not read its files in time.`);
			await sleep(millisecondsBetweenGateLooks);
		}
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
