import { parseArgs } from 'node:util';
import { BenchError } from './BenchError';

/** What `npm run bench -- --help` prints. */
export const usage = `Usage: npm run bench -- [options]

Uploads files of up to 3 GiB with the Memories.ai node, with n8n's HTTP Request node, with undici and
form-data inside and outside n8n, and with curl, all to one server on this machine, and compares throughput,
CPU time and memory. Then uploads a file to the memories.ai simulator and checks that every byte arrived, and
uploads files one after the other to see whether n8n keeps memory or files. Last, sends callbacks to the
Memories.ai Trigger and to n8n's Webhook node, without and with Header Auth, in an n8n as it comes and, unless
--quick, in one that makes expression isolates when they are asked for and in one without, and counts the
executions; and sends what strangers may send, and looks how long n8n stands still for one such call. Linux only.

  --only uploads|repeats|callbacks|strangers|datalake
             one part of it; "datalake" uploads 20 MB, 300 MB and 3 GiB to a simulated Video Datalake, and 3 GiB
             once more with a break in every tenth part, and is part of no other run
  --quick    fewer loads and repetitions and no repeated uploads, in about 3 minutes; results go to bench-results/
  --help     show this text

The full run takes about 50 minutes, 20 of them for the callbacks and 7 for the strangers, and writes its results to docs/. Leave the
machine alone while it runs: whatever else it does shows in the figures.
`;

/** What the command line asks for. */
export type Command = { kind: 'help' } | { kind: 'run'; quick: boolean; parts: readonly Part[] };

/** What can be measured by itself. */
export type Part = 'uploads' | 'repeats' | 'callbacks' | 'strangers' | 'datalake';

const partsOfFullRun: readonly Part[] = ['uploads', 'repeats', 'callbacks', 'strangers'];
const quickParts: readonly Part[] = ['uploads', 'callbacks', 'strangers'];
const allParts: readonly Part[] = [...partsOfFullRun, 'datalake'];

/**
 * Reads the command line's arguments.
 *
 * @param args without the program's own name
 * @throws {BenchError} when one is unknown
 */
export function commandOf(args: string[]): Command {
	try {
		const { help, quick, only } = parseArgs({
			args,
			options: {
				quick: { type: 'boolean', default: false },
				only: { type: 'string' },
				help: { type: 'boolean', default: false },
			},
		}).values;
		if (help) return { kind: 'help' };
		const partsByDefault = quick ? quickParts : partsOfFullRun;
		return { kind: 'run', quick, parts: only === undefined ? partsByDefault : [partOf(only)] };
	} catch (error) {
		throw new BenchError(`${(error as Error).message}\nSee: npm run bench -- --help`);
	}
}

function partOf(only: string): Part {
	const part = allParts.find((candidate) => candidate === only);
	if (part === undefined) throw new Error(`--only takes ${allParts.join(', ')}`);
	return part;
}
