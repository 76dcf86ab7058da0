import type { ExecutionStatus } from 'n8n-workflow';
import { hasEnded } from '../../n8n/execution';
import { startCalledWorkflow } from '../calledWorkflow';
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
	execution: ExecutionStatus | 'none';
	/** Uploads that memories.ai has seen. */
	tries: number;
	/** Videos that the account has of it. */
	videos: number;
}

const MiB = 1024 ** 2;
const VIDEO_BYTES = 40 * MiB;

/** An upload lasts so long, in seconds, that it ends well before or well after the worker has to be gone. */
const SHORT_SECONDS = SHUTDOWN_SECONDS / 3;
const LONG_SECONDS = SHUTDOWN_SECONDS * 3;

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
		fault: { kind: 'slowReader', bytesPerSecond: VIDEO_BYTES / LONG_SECONDS },
		afterWholeBody: false,
	},
	{
		name: 'SIGKILL in the middle of the upload',
		signal: 'SIGKILL',
		fault: { kind: 'slowReader', bytesPerSecond: VIDEO_BYTES / LONG_SECONDS },
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

/** Ends the worker of each upload as said, and looks what becomes of upload and execution on the other one. */
export async function uploadsOfEndedWorkers(
	stage: QueueStage,
	report: (result: EndedUpload) => void,
): Promise<EndedUpload[]> {
	const results: EndedUpload[] = [];
	for (const generation of generations) {
		const { apiVersion, apiKey } = generation;
		const account = await accountOf(stage, { apiVersion, apiKey });
		const workflow = await startCalledWorkflow(
			stage.cluster,
			'upload-and-event.json',
			`ended-${apiVersion.replace('.', '-')}`,
			{ account },
		);
		for (const [index, ending] of endings.entries()) {
			const name = `ended-${apiVersion}-${index}.mp4`;
			const result = await endWorkerOf(stage, workflow, ending, { generation, name });
			report(result);
			results.push(result);
		}
		await stage.cluster.api.deactivate(workflow.workflow.id);
	}
	return results;
}

async function endWorkerOf(
	stage: QueueStage,
	{ workflow, call }: Awaited<ReturnType<typeof startCalledWorkflow>>,
	{ name: ending, signal, fault, afterWholeBody }: Ending,
	{ generation, name }: { generation: Generation; name: string },
): Promise<EndedUpload> {
	const { cluster, simulator } = stage;
	const file = await makeVideo(stage, name, VIDEO_BYTES);
	const uploadsBefore = generation.uploads(simulator).length;
	const seen = () => generation.uploads(simulator).slice(uploadsBefore);
	generation.disturbNext(simulator, fault);
	await call(file);
	const isFarEnough = await until(60_000, async () => {
		const [upload] = seen();
		const isThere = afterWholeBody ? upload?.isBodyWhole === true : (upload?.receivedBytes ?? 0) > 0;
		return isThere ? true : undefined;
	});
	const [execution] = await cluster.api.executions(workflow.id);
	const worker = cluster.workerOf(execution?.id ?? '');
	if (isFarEnough === undefined || execution === undefined || worker === undefined) {
		throw new Error(`No worker has begun to upload ${name}`);
	}

	await cluster.endWorker(worker, signal);
	await until(MILLISECONDS_TO_RECOVER, async () =>
		hasEnded(await cluster.api.execution(execution.id)) ? true : undefined,
	);
	await cluster.addWorker();
	return {
		ending,
		apiVersion: generation.apiVersion,
		execution: (await cluster.api.execution(execution.id)).status,
		tries: seen().length,
		videos: generation.videosOf(simulator, name),
	};
}
