import { request } from 'undici';
import { prepareCallback } from '../../../nodes/MemoriesAi/callback/callbackUrl';
import { outputOf } from '../../n8n/execution';
import { nodeNames, readExample } from '../../n8n/uploadExample';
import { defaultApiKey } from '../../simulator/simulator';
import { until } from '../queueProcess';
import { accountOf, type QueueStage } from '../stage';

/** What became of signed callbacks that came to the processors by turns. */
export interface CallbacksResult {
	sent: number;
	/** Answered with 200. */
	accepted: number;
	/** Videos with exactly one event. */
	onceOnly: number;
	/** Events beyond the first of a video. */
	repeated: number;
}

const CALLBACKS = 300;
const AT_ONCE = 20;
const MILLISECONDS_TO_CATCH_UP = 180_000;
const READ_AT_ONCE = 10;

/** Sends signed callbacks, each for a video of its own, to the webhook processors by turns. */
export async function callbacksToProcessors(stage: QueueStage): Promise<CallbacksResult> {
	const { api, processors } = stage.cluster;
	const account = await accountOf(stage);
	const { id } = await api.importWorkflow(readExample('each-event-once.json'), {
		credentials: { memoriesAiApi: account },
	});
	await api.activate(id);
	const { pathname } = new URL(await api.webhookUrl(id, nodeNames.trigger));
	const videoNos = Array.from({ length: CALLBACKS }, (_, index) => `VI${String(index).padStart(18, '0')}`);
	let accepted = 0;
	await inParallel(AT_ONCE, videoNos, async (videoNo, index) => {
		const link = prepareCallback({
			url: `${processors[index % processors.length]?.url}${pathname}`,
			kind: 'upload',
			reference: videoNo,
			uniqueId: '',
			apiKey: defaultApiKey,
			apiBaseUrl: stage.simulator.url,
		});
		const answer = await request(link.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ videoNo, status: 'PARSE' }),
		});
		await answer.body.dump();
		if (answer.statusCode === 200) accepted++;
	});

	await until(MILLISECONDS_TO_CATCH_UP, async () =>
		(await api.countExecutions(id, { status: ['success'] })) >= accepted ? true : undefined,
	);
	const events = new Map<string, number>();
	await inParallel(READ_AT_ONCE, await allExecutionIds(stage, id), async (executionId) => {
		const execution = await api.execution(executionId);
		if (execution.workflowId !== id) return;
		for (const event of outputOf(execution, nodeNames.trigger)) {
			const videoNo = event.videoNo as string;
			events.set(videoNo, (events.get(videoNo) ?? 0) + 1);
		}
	});
	await api.deactivate(id);
	const counts = videoNos.map((videoNo) => events.get(videoNo) ?? 0);
	return {
		sent: CALLBACKS,
		accepted,
		onceOnly: counts.filter((count) => count === 1).length,
		repeated: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
	};
}

/**
 * The ids of all executions of a workflow, maybe with some of others. n8n's list is cut into pages by when executions were
 * started, which workers do in another order than that of their ids: at the edges some come twice and some not at all.
 */
async function allExecutionIds({ cluster: { api } }: QueueStage, workflowId: string): Promise<string[]> {
	const listed = (await api.executionIds(workflowId)).map(Number);
	const [first, last] = [Math.min(...listed), Math.max(...listed)];
	return Array.from({ length: last - first + 1 }, (_, index) => String(first + index));
}

/** Does something with each, so many at a time. */
async function inParallel<Item>(
	atOnce: number,
	items: readonly Item[],
	work: (item: Item, index: number) => Promise<void>,
): Promise<void> {
	let next = 0;
	const worker = async () => {
		for (let index = next++; index < items.length; index = next++) await work(items[index] as Item, index);
	};
	await Promise.all(Array.from({ length: atOnce }, worker));
}
