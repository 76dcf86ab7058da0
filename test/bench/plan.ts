import { join } from 'node:path';
import type { BinaryDataMode } from '../n8n/n8nEnvironment';
import { projectFolder } from '../n8n/packProject';
import type { StrangersPlan } from './callbacks/strangersLoad';
import type { CallbackPlan } from './callbacks/turns';
import { wayNames } from './ways/way';

export const KiB = 1024;
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
	/** Whether the server is a round trip of 50 ms away. */
	isFarAway?: boolean;
}

/** Uploads one after the other, to see whether anything stays behind. */
export interface RepeatPlan {
	fileBytes: number;
	/** Uploads before those that count. */
	warmUps: number;
	uploads: number;
}

/** The uploads to compare. */
export interface UploadPlan {
	loads: Load[];
	/** Size of the file whose content is checked on arrival; undefined for none. */
	checkedBytes?: number;
	/** Names of the ways to compare; all of them unless given. */
	ways?: readonly string[] | undefined;
	/** Whether loads share an n8n for each way, which saves time; what one load leaves in its memory shows in the next one's. */
	isN8nShared?: boolean;
}

/** What a run of the benchmark does, and where its results go. */
export interface Plan extends UploadPlan {
	repeats: RepeatPlan;
	callbacks: CallbackPlan;
	strangers: StrangersPlan;
	resultsFolder: string;
}

/** One execution with one file, which n8n keeps on disk. */
export const oneUpload = { executions: 1, items: 1, binaryDataMode: 'filesystem' } as const;

/** Several executions that upload a file each, all at the same time. */
function atOnce(id: string, title: string, executions: number, fileBytes: number): Load {
	return { ...oneUpload, id, title, executions, fileBytes, pairs: 5 };
}

/** One execution with several files. */
function many(id: string, title: string, items: number, fileBytes: number): Load {
	return { ...oneUpload, id, title, items, fileBytes, pairs: 5 };
}

/** The whole benchmark. */
export const fullPlan: Plan = {
	loads: [
		{ ...oneUpload, id: '64MiB', title: '64 MiB', fileBytes: 64 * MiB, pairs: 5 },
		{ ...oneUpload, id: '1GiB', title: '1 GiB', fileBytes: GiB, pairs: 5 },
		{ ...oneUpload, id: '3GiB', title: '3 GiB', fileBytes: 3 * GiB, pairs: 5 },
		atOnce('4x64MiB', '4 uploads of 64 MiB at once', 4, 64 * MiB),
		atOnce('16x64MiB', '16 uploads of 64 MiB at once', 16, 64 * MiB),
		atOnce('4x1GiB', '4 uploads of 1 GiB at once', 4, GiB),
		many('100x1MiB', '100 items of 1 MiB', 100, MiB),
		many('1000x64KiB', '1,000 items of 64 KiB', 1000, 64 * KiB),
		{
			...many('40x1MiB-far', '40 items of 1 MiB, over round trips of 50 ms', 40, MiB),
			isFarAway: true,
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

/** The loads of a quick run: one of each kind, which is one file, several at once, and many. */
const quickLoads = ['1GiB', '4x64MiB', '100x1MiB'];

/** Enough of the benchmark to see whether a change made a difference. */
export const quickPlan: Plan = {
	loads: fullPlan.loads.filter(({ id }) => quickLoads.includes(id)).map((load) => ({ ...load, pairs: 1 })),
	ways: [wayNames.memoriesAiNode, wayNames.httpRequestNode, wayNames.undiciInN8n],
	isN8nShared: true,
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
