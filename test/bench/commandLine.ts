import { parseArgs } from 'node:util';
import { namedRelease } from '../compat/releases';
import type { N8nRelease } from '../n8n/installN8n';
import { BenchError } from './BenchError';
import { claims, type Claim } from './claims';
import { fullPlan } from './plan';

/** What `npm run bench -- --help` prints. */
export const usage = `Usage: npm run bench -- [options]

Uploads files of up to 3 GiB, several at once, and hundreds of small ones, with the Memories.ai node, with n8n's
HTTP Request node (as it comes, and with redirects off), with undici and form-data inside and outside n8n, and
with curl, all to one server on this machine, and compares throughput, CPU time, garbage collections and memory.
Then uploads a file to the memories.ai simulator and checks that every byte arrived, and uploads files one after
the other to see whether n8n keeps memory or files. Last, sends callbacks to the Memories.ai Trigger and to n8n's
Webhook node, without and with Header Auth, in an n8n as it comes and, unless --quick, in one that makes
expression isolates when they are asked for and in one without, and counts the executions; and sends what
strangers may send, and looks how long n8n stands still for one such call, and where that is long,
for the same at its Webhook node. Linux only.

  --only uploads|repeats|callbacks|strangers|datalake|downloads
             one part of it; "datalake" uploads 20 MB, 300 MB and 3 GiB to a simulated Video Datalake, and 3 GiB
             once more with a break in every tenth part; "downloads" downloads 1 GiB with API v1.2 and with
             Datalake; both are part of no other run
  --quick    fewer loads and repetitions and no repeated uploads, in about 3 minutes; results go to bench-results/
  --help     show this text

Some of the uploads, with results in bench-results/:

  --claim ${claims.map(({ id }) => id).join('|')}
             what it takes to judge a claim, which is then said to be met or not; ends with 1 if it is not
  --load <name>[,<name>...]
             only these of ${fullPlan.loads.map(({ id }) => id).join(', ')}
  --pairs <number>
             how often every way has its turn with each load
  --against <tarball>
             another build of this package beside this one, as "npm pack" makes it; can be given several times
  --n8n <version>
             in another n8n than the one pinned here, such as 1.119, which runs on Node 20
  --untuned  this build without what it does to please Node's memory management beside it

The full run takes about two hours, 20 minutes of them for the callbacks and 7 for the strangers, and writes its
results to docs/. Leave the machine alone while it runs: whatever else it does shows in the figures.
`;

/** What the command line asks for. */
export type Command = { kind: 'help' } | RunCommand;

/** What is to be measured. */
export interface RunCommand {
	kind: 'run';
	quick: boolean;
	parts: readonly Part[];
	uploads: UploadChoice;
}

/** Which uploads; all of the plan, when nothing is chosen. */
export interface UploadChoice {
	claim?: Claim;
	/** Ids of loads. */
	loads?: readonly string[];
	pairs?: number;
	/** Tarballs of other builds. */
	against: readonly string[];
	isUntunedCompared: boolean;
	/** Another n8n than the pinned one. */
	release?: N8nRelease;
}

/** What can be measured by itself. */
export type Part = 'uploads' | 'repeats' | 'callbacks' | 'strangers' | 'datalake' | 'downloads';

const partsOfFullRun: readonly Part[] = ['uploads', 'repeats', 'callbacks', 'strangers'];
const quickParts: readonly Part[] = ['uploads', 'callbacks', 'strangers'];
const allParts: readonly Part[] = [...partsOfFullRun, 'datalake', 'downloads'];

/**
 * Reads the command line's arguments.
 *
 * @param args without the program's own name
 * @throws {BenchError} when one is unknown
 */
export function commandOf(args: string[]): Command {
	try {
		const { help, quick, only, claim, load, pairs, against, n8n, untuned } = parseArgs({
			args,
			options: {
				quick: { type: 'boolean', default: false },
				only: { type: 'string' },
				claim: { type: 'string' },
				load: { type: 'string', multiple: true },
				pairs: { type: 'string' },
				against: { type: 'string', multiple: true, default: [] },
				n8n: { type: 'string' },
				untuned: { type: 'boolean', default: false },
				help: { type: 'boolean', default: false },
			},
		}).values;
		if (help) return { kind: 'help' };
		const uploads: UploadChoice = {
			...(claim === undefined ? {} : { claim: claimOf(claim) }),
			...(load === undefined ? {} : { loads: loadsOf(load) }),
			...(pairs === undefined ? {} : { pairs: pairsOf(pairs) }),
			against,
			isUntunedCompared: untuned,
			...(n8n === undefined ? {} : { release: namedRelease(n8n) }),
		};
		return { kind: 'run', quick, parts: partsOf(only, uploads, quick), uploads };
	} catch (error) {
		throw new BenchError(`${(error as Error).message}\nSee: npm run bench -- --help`);
	}
}

/** Whether only some of the uploads are asked for, or all of them in another way than the plan has it. */
export function isChosen({
	claim,
	loads,
	pairs,
	against,
	isUntunedCompared,
	release,
}: UploadChoice): boolean {
	const isNamed = claim !== undefined || loads !== undefined || pairs !== undefined || release !== undefined;
	return isNamed || against.length > 0 || isUntunedCompared;
}

function partsOf(only: string | undefined, uploads: UploadChoice, quick: boolean): readonly Part[] {
	if (only !== undefined) return [partOf(only)];
	if (isChosen(uploads)) return ['uploads'];
	return quick ? quickParts : partsOfFullRun;
}

function partOf(only: string): Part {
	const part = allParts.find((candidate) => candidate === only);
	if (part === undefined) throw new Error(`--only takes ${allParts.join(', ')}`);
	return part;
}

function claimOf(id: string): Claim {
	const claim = claims.find((candidate) => candidate.id === id);
	if (claim === undefined) throw new Error(`--claim takes ${claims.map((one) => one.id).join(', ')}`);
	return claim;
}

function loadsOf(given: readonly string[]): string[] {
	const ids = given.flatMap((text) => text.split(','));
	const unknown = ids.filter((id) => !fullPlan.loads.some((load) => load.id === id));
	if (unknown.length > 0) throw new Error(`There is no load ${unknown.join(', ')}`);
	return ids;
}

function pairsOf(given: string): number {
	const pairs = Number(given);
	if (!Number.isInteger(pairs) || pairs < 1) throw new Error('--pairs takes a number from 1');
	return pairs;
}
