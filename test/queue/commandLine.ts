import { parseArgs } from 'node:util';
import { namedRelease } from '../compat/releases';
import type { N8nRelease } from '../n8n/installN8n';
import { QueueError } from './QueueError';
import type { Part } from './results';

const allParts: readonly Part[] = ['callbacks', 'uploads', 'waits', 'endedWorkers', 'database'];

/** What `npm run test:queue -- --help` prints. */
export const usage = `Usage: npm run test:queue -- [--only <part>] [--n8n <version>]

Runs an n8n in queue mode on this machine: Redis, PostgreSQL, a main process, two workers and two webhook processors, all on
free ports and in a temporary folder, and looks what becomes of callbacks, uploads and ways to wait; also when workers end,
and when n8n keeps files in its database. At the end all of it is gone.

  --only ${allParts.join('|')}
             one part of it
  --n8n <version>
             another n8n than the one pinned here, such as 1.123; only the part endedWorkers is recorded then

Needs Redis and PostgreSQL (Debian and Ubuntu: sudo apt-get install redis-server postgresql), and Linux. Takes about 15
minutes. The results go to docs/queue-mode.json, and from there into docs/queue-mode.md.
`;

/** What the command line asks for. */
export type Command = { kind: 'help' } | { kind: 'run'; parts: readonly Part[]; release?: N8nRelease };

/**
 * Reads the command line's arguments.
 *
 * @param args without the program's own name
 * @throws {QueueError} when one is unknown
 */
export function commandOf(args: string[]): Command {
	try {
		const { help, only, n8n } = parseArgs({
			args,
			options: {
				help: { type: 'boolean', default: false },
				only: { type: 'string' },
				n8n: { type: 'string' },
			},
		}).values;
		if (help) return { kind: 'help' };
		return {
			kind: 'run',
			parts: only === undefined ? allParts : [partOf(only)],
			...(n8n === undefined ? {} : { release: namedRelease(n8n) }),
		};
	} catch (error) {
		throw new QueueError(`${(error as Error).message}\nSee: npm run test:queue -- --help`);
	}
}

function partOf(only: string): Part {
	const part = allParts.find((candidate) => candidate === only);
	if (part === undefined) throw new Error(`--only takes ${allParts.join(', ')}`);
	return part;
}
