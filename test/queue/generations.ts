import { defaultDatalakeKey } from '../simulator/datalake/keys';
import type { Fault } from '../simulator/faults';
import type { JournalEntry } from '../simulator/journal';
import { defaultApiKey, type Simulator } from '../simulator/simulator';

/** A generation of the API, as far as uploads of files are concerned. */
export interface Generation {
	/** The credential's API Version. */
	apiVersion: 'v1.1' | 'v1.2' | 'datalake';
	apiKey: string;
	/** What to do wrong with the next upload. */
	disturbNext(
		simulator: Simulator,
		fault: Fault & { kind: 'slowReader' | 'stall' | 'silentAfterBody' },
	): void;
	/** The uploads so far, in the order of arrival. */
	uploads(simulator: Simulator): readonly JournalEntry[];
	/** How many videos the account has of a file. */
	videosOf(simulator: Simulator, fileName: string): number;
}

const v1 = (apiVersion: 'v1.1' | 'v1.2', path: string): Generation => ({
	apiVersion,
	apiKey: defaultApiKey,
	disturbNext: ({ faults }, fault) => faults.next('upload', fault),
	uploads: ({ tally }) => tally.requestsTo('upload').filter((entry) => entry.path === path),
	videosOf: ({ tally }, fileName) => tally.videosMadeOf({ fileName }).length,
});

/** All of them, the oldest first. */
export const generations: readonly Generation[] = [
	v1('v1.1', '/serve/api/video/upload'),
	v1('v1.2', '/serve/api/v1/upload'),
	{
		apiVersion: 'datalake',
		apiKey: defaultDatalakeKey,
		disturbNext: ({ datalake }, fault) => datalake.faults.next('uploadFile', fault),
		uploads: ({ datalake }) =>
			datalake.journal.filter(({ datalakeEndpoint }) => datalakeEndpoint === 'uploadFile'),
		videosOf: ({ datalake }, fileName) =>
			datalake.videos.filter((video) => video.fileName === fileName).length,
	},
];
