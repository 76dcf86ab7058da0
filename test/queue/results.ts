import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectFolder } from '../n8n/packProject';
import type { CallbacksResult } from './parts/callbacks';
import type { DatabaseVideo } from './parts/databaseMode';
import type { EndedUpload } from './parts/endedWorkers';
import type { UploadsResult } from './parts/uploads';
import type { WaitsResult } from './parts/waits';

/** What a run in queue mode has found. */
export interface QueueResults {
	/** Version of n8n. */
	n8n: string;
	/** Day of the run, ISO 8601. */
	date: string;
	callbacks: CallbacksResult;
	uploads: UploadsResult;
	/** By version of n8n, since they differ in what they do then. */
	endedWorkers: Record<string, EndedUpload[]>;
	waits: WaitsResult;
	database: DatabaseVideo[];
}

/** The parts of a run that can be had by themselves. */
export type Part = keyof Omit<QueueResults, 'n8n' | 'date'>;

/** What `npm run test:queue` has written. */
export const resultsFile = join(projectFolder, 'docs', 'queue-mode.json');

/** The recorded results. */
export function recordedResults(): QueueResults {
	return JSON.parse(readFileSync(resultsFile, 'utf8')) as QueueResults;
}

/** Records results in place of the earlier ones of the same parts, and of the same version of n8n. */
export function record(results: Partial<QueueResults>): void {
	const recorded = recordedResults();
	const endedWorkers = { ...recorded.endedWorkers, ...results.endedWorkers };
	writeFileSync(resultsFile, `${JSON.stringify({ ...recorded, ...results, endedWorkers }, null, '\t')}\n`);
}

/**
 * What a run must show to be good.
 *
 * @returns a line for each thing that is not so
 */
export function shortcomingsOf({
	callbacks,
	uploads,
	endedWorkers,
	waits,
	database,
}: Partial<QueueResults>): string[] {
	const endings = endedWorkers && Object.values(endedWorkers).flat();
	const demands: Array<[isMet: boolean | undefined, demand: string]> = [
		[callbacks && callbacks.onceOnly === callbacks.sent, 'Each callback is one event'],
		[uploads && uploads.onceOnly === uploads.uploads, 'Each upload is one video'],
		[uploads && uploads.succeeded === uploads.uploads, 'Each upload succeeds'],
		[uploads?.byWorker.every((count) => count > 0), 'Each worker has uploads'],
		[
			endings?.every(({ execution, videos }) => execution !== 'success' || videos > 0),
			'An execution that succeeds has its video',
		],
		[endings?.every(({ execution }) => isEnd(execution)), 'Every execution comes to an end'],
		[
			endings?.every(({ apiVersion, videos }) => apiVersion !== 'datalake' || videos <= 1),
			'Datalake stores no video twice',
		],
		[waits?.polled.every((times) => times === 1), 'The polling trigger tells of each video once'],
		[waits === undefined || isGoodSleep(waits.sleeper), 'A loop wakes up on another worker, and goes on'],
		[
			database
				?.filter(({ mebibytes, outcome }) => outcome === 'uploaded' && mebibytes > 100)
				.every(({ hint }) => hint?.includes('database') ?? false),
			'A large video from the database comes with a hint',
		],
	];
	return demands.filter(([isMet]) => isMet === false).map(([, demand]) => demand);
}

function isGoodSleep({ fellAsleepOn, wentOnOn, ended }: WaitsResult['sleeper']): boolean {
	return wentOnOn.startsWith('worker ') && wentOnOn !== fellAsleepOn && ended === 'with the parsed video';
}

function isEnd(status: EndedUpload['execution']): boolean {
	return !['new', 'running', 'waiting'].includes(status);
}
