import { watchProcess } from '../../bench/processFigures';
import { failureOf, hasEnded } from '../../n8n/execution';
import { nodeNames } from '../../n8n/uploadExample';
import { startCalledWorkflow } from '../calledWorkflow';
import { until } from '../queueProcess';
import { accountOf, makeVideo, type QueueStage } from '../stage';

/** What became of a video that n8n keeps in its database. */
export interface DatabaseVideo {
	mebibytes: number;
	outcome: 'uploaded' | 'hangs' | 'fails';
	/** What the execution says, where it fails. */
	failure?: string;
	/** The most resident memory of the worker that had it, in bytes. */
	peakRssBytes: number;
	/** What the node hints at in its output. */
	hint?: string;
}

const MiB = 1024 ** 2;

/** From what is large for this mode to what is more than it takes. */
const SIZES_MIB = [50, 120, 200, 255, 256];

/** What takes longer than this without an end is said to hang: uploads of these sizes take seconds. */
const MILLISECONDS_TO_HANG = 90_000;

/** Uploads videos of growing size, one after the other, until one does not come to an end. */
export async function videosInDatabase(
	stage: QueueStage,
	report: (result: DatabaseVideo) => void,
): Promise<DatabaseVideo[]> {
	const { cluster } = stage;
	const { workflow, call } = await startCalledWorkflow(cluster, 'upload-and-event.json', 'database-uploads', {
		account: await accountOf(stage),
	});
	const results: DatabaseVideo[] = [];
	for (const mebibytes of SIZES_MIB) {
		const file = await makeVideo(stage, `database-${mebibytes}.mp4`, mebibytes * MiB);
		const [before] = await cluster.api.executions(workflow.id);
		const watches = cluster.workers.map(({ pid }) => watchProcess(pid));
		await call(file);
		const ended = await until(MILLISECONDS_TO_HANG, async () => {
			const [newest] = await cluster.api.executions(workflow.id);
			return newest !== undefined && newest.id !== before?.id && hasEnded(newest) ? newest : undefined;
		});
		const execution = ended && (await cluster.api.waitForExecution(ended.id));
		const failure = execution && failureOf(execution);
		const hints = execution?.data.resultData.runData[nodeNames.upload]?.[0]?.hints;
		const result: DatabaseVideo = {
			mebibytes,
			outcome: execution === undefined ? 'hangs' : failure === undefined ? 'uploaded' : 'fails',
			...(failure === undefined ? {} : { failure }),
			peakRssBytes: Math.max(...watches.map((end) => end().peakRssBytes)),
			...(hints?.[0] === undefined ? {} : { hint: hints[0].message }),
		};
		report(result);
		results.push(result);
		if (result.outcome === 'hangs') break;
	}
	return results;
}
