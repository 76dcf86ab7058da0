import { hasEnded } from '../../n8n/execution';
import { startCalledWorkflow } from '../calledWorkflow';
import { until } from '../queueProcess';
import { accountOf, makeVideo, type QueueStage } from '../stage';

/** What became of uploads that came in at once. */
export interface UploadsResult {
	uploads: number;
	/** Executions that succeeded. */
	succeeded: number;
	/** Files that are one video. */
	onceOnly: number;
	/** How many executions each worker had, the first worker first. */
	byWorker: number[];
}

const UPLOADS = 20;
const MILLISECONDS_TO_UPLOAD = 120_000;

/** Starts uploads through the processors, all at once, and looks which worker had which. */
export async function uploadsOnWorkers(stage: QueueStage): Promise<UploadsResult> {
	const { api, workers } = stage.cluster;
	const account = await accountOf(stage);
	const names = Array.from({ length: UPLOADS }, (_, index) => `spread-${index}.mp4`);
	const files = await Promise.all(names.map(async (name) => await makeVideo(stage, name)));
	const { workflow, call } = await startCalledWorkflow(
		stage.cluster,
		'upload-and-event.json',
		'spread-uploads',
		{ account },
	);
	await Promise.all(files.map(call));
	await until(MILLISECONDS_TO_UPLOAD, async () => {
		const ended = (await api.executions(workflow.id)).filter(hasEnded);
		return ended.length >= UPLOADS ? true : undefined;
	});

	const ids = (await api.executions(workflow.id, { status: ['success'] })).map(({ id }) => id);
	await api.deactivate(workflow.id);
	const worker = (id: string) => stage.cluster.workerOf(id);
	return {
		uploads: UPLOADS,
		succeeded: ids.length,
		onceOnly: names.filter((fileName) => stage.simulator.tally.videosMadeOf({ fileName }).length === 1)
			.length,
		byWorker: workers.map((one) => ids.filter((id) => worker(id) === one).length),
	};
}
