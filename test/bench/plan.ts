import { join } from 'node:path';
import type { BinaryDataMode } from '../n8n/n8nEnvironment';
import { projectFolder } from '../n8n/packProject';
import type { StrangersPlan } from './callbacks/strangersLoad';
import type { CallbackPlan } from './callbacks/turns';

export const MiB = 1024 ** 2;
export const GiB = 1024 ** 3;

/** Something to upload, which every way is given alike. */
export interface Load {
	/** Short and unique; the charts and the results' readers find loads by it. */
	id: string;
	title: string;
	fileBytes: number;
	/** Workflow executions, or senders, that run at once. */
	executions: number;
	/** Files that one execution sends. */
	items: number;
	binaryDataMode: BinaryDataMode;
	/** How often every way has its turn. */
	pairs: number;
}

/** Uploads one after the other, to see whether anything stays behind. */
export interface RepeatPlan {
	fileBytes: number;
	/** Uploads before those that count. */
	warmUps: number;
	uploads: number;
}

/** What a run of the benchmark does, and where its results go. */
export interface Plan {
	loads: Load[];
	/** Size of the file whose content is checked on arrival. */
	checkedBytes: number;
	repeats: RepeatPlan;
	callbacks: CallbackPlan;
	strangers: StrangersPlan;
	resultsFolder: string;
}

/** One execution with one file, which n8n keeps on disk. */
export const oneUpload = { executions: 1, items: 1, binaryDataMode: 'filesystem' } as const;

/** What every way sends first, so that its code is loaded and compiled when it counts. */
export const warmUp: Load = { ...oneUpload, id: 'warm-up', title: 'Warm-up', fileBytes: 64 * MiB, pairs: 1 };

/** The whole benchmark. */
export const fullPlan: Plan = {
	loads: [
		{ ...oneUpload, id: '64MiB', title: '64 MiB', fileBytes: 64 * MiB, pairs: 3 },
		{ ...oneUpload, id: '1GiB', title: '1 GiB', fileBytes: GiB, pairs: 3 },
		{ ...oneUpload, id: '3GiB', title: '3 GiB', fileBytes: 3 * GiB, pairs: 3 },
		{
			...oneUpload,
			id: '4x64MiB',
			title: '4 uploads of 64 MiB at once',
			fileBytes: 64 * MiB,
			executions: 4,
			pairs: 3,
		},
		{
			...oneUpload,
			id: '100x1MiB',
			title: '100 items of 1 MiB',
			fileBytes: MiB,
			items: 100,
			pairs: 3,
		},
		{
			...oneUpload,
			id: '64MiB-memory',
			title: '64 MiB, binary data in memory',
			fileBytes: 64 * MiB,
			binaryDataMode: 'default',
			pairs: 5,
		},
	],
	checkedBytes: 3 * GiB,
	repeats: { fileBytes: 256 * MiB, warmUps: 3, uploads: 20 },
	callbacks: { expressionEngines: ['vm', 'vmLazy', 'legacy'], deliveries: 1000, atOnce: 50, turns: 3 },
	strangers: { calls: 10_000 },
	resultsFolder: join(projectFolder, 'docs'),
};

/** The loads of a quick run, and how often every way has its turn. */
const quickPairs: Record<string, number> = { '1GiB': 1 };

/** Enough of the benchmark to see whether a change made a difference. */
export const quickPlan: Plan = {
	loads: fullPlan.loads.flatMap((load) => {
		const pairs = quickPairs[load.id];
		return pairs === undefined ? [] : [{ ...load, pairs }];
	}),
	checkedBytes: 256 * MiB,
	repeats: { fileBytes: 64 * MiB, warmUps: 1, uploads: 3 },
	callbacks: { expressionEngines: ['vm'], deliveries: 100, atOnce: 50, turns: 2 },
	strangers: { calls: 500 },
	resultsFolder: join(projectFolder, 'bench-results'),
};

/** Uploads that one run of a load makes. */
export function uploadsOf({ executions, items }: Load): number {
	return executions * items;
}
