import { failureOf, outputOf } from '../../n8n/execution';
import { nodeNames } from '../../n8n/uploadExample';
import { startCalledWorkflow } from '../calledWorkflow';
import { until } from '../queueProcess';
import { accountOf, makeVideo, type QueueStage } from '../stage';

/** What became of ways to wait that outlive a worker. */
export interface WaitsResult {
	/** How often the polling trigger has told of each of some videos. */
	polled: number[];
	/** Processes that have polled: those that print that they did. */
	sleeper: { fellAsleepOn: string; wentOnOn: string; ended: string };
}

/** The shortest that n8n sleeps in its database, in seconds. */
const SHORTEST_SLEEP = 65;

const TWO_POLLS_MS = 150_000;
const MILLISECONDS_TO_FALL_ASLEEP = 60_000;

/** Lets the polling trigger tell of videos, and a loop sleep while its worker is ended. */
export async function waitsThatOutliveWorkers(stage: QueueStage): Promise<WaitsResult> {
	const [polled, sleeper] = await Promise.all([polledVideos(stage), sleepOverAWorkersEnd(stage)]);
	return { polled, sleeper };
}

async function polledVideos(stage: QueueStage): Promise<number[]> {
	const { cluster, simulator } = stage;
	const { api } = cluster;
	const account = await accountOf(stage);
	const { workflow, call } = await startCalledWorkflow(cluster, 'upload-and-poll.json', 'polled-uploads', {
		account,
		change: ({ nodes }) => {
			const trigger = nodes.find(({ name }) => name === nodeNames.trigger);
			if (trigger) trigger.parameters.pollTimes = { item: [{ mode: 'everyMinute' }] };
		},
	});
	const timesHeard = async (videoNo: string) => {
		const polls = await api.executions(workflow.id, { mode: 'trigger' });
		const executions = await Promise.all(polls.map(async ({ id }) => await api.execution(id)));
		const events = executions.flatMap((execution) => outputOf(execution, nodeNames.trigger));
		return events.filter((event) => event.videoNo === videoNo).length;
	};
	const videoNos: string[] = [];
	for (const name of ['polled-1.mp4', 'polled-2.mp4']) {
		await call(await makeVideo(stage, name));
		const video = await until(30_000, async () => simulator.tally.videosMadeOf({ fileName: name })[0]);
		videoNos.push(video?.videoNo ?? '');
		await simulator.settle(video?.videoNo ?? '', 'PARSE');
		await until(TWO_POLLS_MS, async () => (await timesHeard(video?.videoNo ?? '')) > 0 || undefined);
	}
	const polled = await Promise.all(videoNos.map(timesHeard));
	await api.deactivate(workflow.id);
	return polled;
}

async function sleepOverAWorkersEnd(stage: QueueStage): Promise<WaitsResult['sleeper']> {
	const { cluster, simulator } = stage;
	const { api } = cluster;
	const { workflow, call } = await startCalledWorkflow(cluster, 'upload-and-sleep.json', 'sleepers', {
		account: await accountOf(stage),
		change: ({ nodes }) => {
			const sleep = nodes.find(({ name }) => name === 'Sleep');
			Object.assign(sleep?.parameters ?? {}, { amount: SHORTEST_SLEEP, unit: 'seconds' });
		},
	});
	await call(await makeVideo(stage, 'sleeper.mp4'));
	const asleep = await until(MILLISECONDS_TO_FALL_ASLEEP, async () => {
		const [execution] = await api.executions(workflow.id);
		return execution?.status === 'waiting' ? execution : undefined;
	});
	const first = cluster.workerOf(asleep?.id ?? '');
	if (asleep === undefined || first === undefined)
		throw new Error('The loop does not fall asleep on a worker');
	await cluster.endWorker(first, 'SIGTERM');
	await simulator.settle(
		simulator.tally.videosMadeOf({ fileName: 'sleeper.mp4' })[0]?.videoNo ?? '',
		'PARSE',
	);

	const execution = await api.waitForExecution(asleep.id, 3 * SHORTEST_SLEEP * 1000);
	const isReady = outputOf(execution, 'Video is ready').length === 1;
	const wentOnOn = cluster.workerOf(asleep.id)?.name ?? 'none';
	await cluster.addWorker();
	await api.deactivate(workflow.id);
	return {
		fellAsleepOn: first.name,
		wentOnOn,
		ended: isReady ? 'with the parsed video' : (failureOf(execution) ?? execution.status),
	};
}
