import type { ExecutionStatus } from 'n8n-workflow';
import { failureOf, hasEnded } from '../../n8n/execution';
import type { JournalEntry } from '../../simulator/journal';
import { startCalledWorkflow, type CalledWorkflow } from '../calledWorkflow';
import { SHUTDOWN_SECONDS } from '../cluster';
import { generations, type Generation } from '../generations';
import { until } from '../queueProcess';
import { accountOf, makeVideo, type QueueStage } from '../stage';

/** A moment in an upload, and how the worker that has it is ended then. */
export interface Ending {
	/** As the table names it. */
	name: string;
	signal: 'SIGTERM' | 'SIGKILL';
	/** What memories.ai does with the first try of the upload. */
	fault: Parameters<Generation['disturbNext']>[1];
	/** Whether the whole body has to have arrived before the worker is ended. */
	afterWholeBody: boolean;
}

/** What became of an upload whose worker was ended. */
export interface EndedUpload {
	ending: string;
	apiVersion: string;
	execution: ExecutionStatus;
	/** What n8n says in the execution, where it has not succeeded. */
	failure?: string;
	/** Uploads that memories.ai has seen. */
	tries: number;
	/** Videos that the account has of it. */
	videos: number;
}

const MiB = 1024 ** 2;
const VIDEO_BYTES = 12 * MiB;

/** An upload lasts so long, in seconds, that it ends well before the worker has to be gone. */
const SHORT_SECONDS = SHUTDOWN_SECONDS / 3;

export const endings: readonly Ending[] = [
	{
		name: 'SIGTERM, the upload ends within N8N_GRACEFUL_SHUTDOWN_TIMEOUT',
		signal: 'SIGTERM',
		fault: { kind: 'slowReader', bytesPerSecond: VIDEO_BYTES / SHORT_SECONDS },
		afterWholeBody: false,
	},
	{
		name: 'SIGTERM, the upload takes longer than that',
		signal: 'SIGTERM',
		fault: { kind: 'stall', afterShare: 0.5 },
		afterWholeBody: false,
	},
	{
		name: 'SIGKILL in the middle of the upload',
		signal: 'SIGKILL',
		fault: { kind: 'stall', afterShare: 0.5 },
		afterWholeBody: false,
	},
	{
		name: 'SIGKILL when memories.ai has the video and has not answered yet',
		signal: 'SIGKILL',
		fault: { kind: 'silentAfterBody', createVideo: true },
		afterWholeBody: true,
	},
];

/** n8n finds the execution that nobody renews, and another worker does it again. */
const MILLISECONDS_TO_RECOVER = 180_000;

/**
 * Lets an upload of each generation begin, ends all workers that have one, starts others, and looks what becomes of uploads
 * and executions; once for each way to end.
 */
export async function uploadsOfEndedWorkers(
	stage: QueueStage,
	report: (result: EndedUpload) => void,
): Promise<EndedUpload[]> {
	const { cluster, simulator } = stage;
	// Those that stood still when their worker ended would stay under way, and none of their videos is ever parsed.
	simulator.datalake.switches.maxIngestsInFlight = undefined;
	const uploaders = await Promise.all(
		generations.map(async (generation) => {
			const { apiVersion, apiKey } = generation;
			const account = await accountOf(stage, { apiVersion, apiKey });
			const path = `ended-${apiVersion.replace('.', '-')}`;
			const called = await startCalledWorkflow(cluster, 'upload-and-event.json', path, { account });
			return { generation, called };
		}),
	);
	const results: EndedUpload[] = [];
	for (const ending of endings) {
		const begun = await Promise.all(
			uploaders.map(async ({ generation, called }) => await begin(stage, called, generation, ending)),
		);
		const workers = [...cluster.workers];
		const ended = workers.map(async (worker) => await cluster.endWorker(worker, ending.signal));
		await Promise.all([...ended, ...workers.map(async () => await cluster.addWorker())]);
		for (const one of await Promise.all(
			begun.map(async (upload) => await outcomeOf(stage, upload, ending)),
		)) {
			report(one);
			results.push(one);
		}
	}
	return results;
}

/** An upload that is under way on a worker. */
interface BegunUpload {
	generation: Generation;
	executionId: string;
	fileName: string;
	/** The requests that it takes, as far as they have come. */
	requests: () => readonly JournalEntry[];
}

async function begin(
	stage: QueueStage,
	{ workflow, call }: CalledWorkflow,
	generation: Generation,
	{ name, fault, afterWholeBody }: Ending,
): Promise<BegunUpload> {
	const { cluster, simulator } = stage;
	const fileName = `ended-${generation.apiVersion}-${endings.findIndex((ending) => ending.name === name)}.mp4`;
	const file = await makeVideo(stage, fileName, VIDEO_BYTES);
	const before = new Set((await cluster.api.executions(workflow.id)).map(({ id }) => id));
	const requestsBefore = generation.uploads(simulator).length;
	const own = () => generation.uploads(simulator).slice(requestsBefore);
	generation.disturbNext(simulator, fault);
	await call(file);
	const execution = await until(60_000, async () => {
		const [upload] = own();
		const isFarEnough = afterWholeBody ? upload?.isBodyWhole === true : (upload?.receivedBytes ?? 0) > 0;
		if (!isFarEnough) return undefined;
		return (await cluster.api.executions(workflow.id)).find(({ id }) => !before.has(id));
	});
	if (execution === undefined) throw new Error(`No worker has begun to upload ${fileName}`);
	return { generation, executionId: execution.id, fileName, requests: own };
}

async function outcomeOf(
	{ cluster: { api }, simulator }: QueueStage,
	{ generation, executionId, fileName, requests }: BegunUpload,
	{ name: ending }: Ending,
): Promise<EndedUpload> {
	await until(MILLISECONDS_TO_RECOVER, async () =>
		hasEnded(await api.execution(executionId)) ? true : undefined,
	);
	const execution = await api.execution(executionId);
	const failure = failureOf(execution);
	return {
		ending,
		apiVersion: generation.apiVersion,
		execution: execution.status,
		...(failure === undefined ? {} : { failure }),
		tries: requests().length,
		videos: generation.videosOf(simulator, fileName),
	};
}
