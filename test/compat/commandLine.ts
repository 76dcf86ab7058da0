import { parseArgs } from 'node:util';
import { CompatError } from './CompatError';
import { lines, releaseFor, type Line } from './releases';

/** What `npm run test:compat -- --help` prints. */
export const usage = `Usage: npm run test:compat -- [version ...]

Installs versions of n8n, each with a Node that it supports, installs this package into them as n8n does, and runs in each
what users do: the credential's test, uploads, events, ways to wait, lists of the editor. A version is one such as 1.123.81,
or one of the lines ${lines.map(({ line }) => line).join(', ')}, which are all run when none is named.

Each n8n takes up to 3 GB of disk, 4 minutes to install (only once; N8N_TEST_CACHE names the folder) and 4 minutes to run.
The results go to docs/compatibility.json, and from there into the table of docs/compatibility.md.
`;

/** What the command line asks for. */
export type Command = { kind: 'help' } | { kind: 'run'; releases: readonly Line[] };

/**
 * Reads the command line's arguments.
 *
 * @param args without the program's own name
 * @throws {CompatError} when one is no version
 */
export function commandOf(args: string[]): Command {
	const { help, versions } = readArguments(args);
	if (help) return { kind: 'help' };
	return { kind: 'run', releases: versions.length === 0 ? lines : versions.map(releaseOrRefusal) };
}

function readArguments(args: string[]): { help: boolean; versions: string[] } {
	try {
		const { values, positionals } = parseArgs({
			args,
			allowPositionals: true,
			options: { help: { type: 'boolean', default: false } },
		});
		return { help: values.help, versions: positionals };
	} catch (error) {
		throw new CompatError(`${(error as Error).message}\nSee: npm run test:compat -- --help`);
	}
}

function releaseOrRefusal(version: string): Line {
	const release = releaseFor(version);
	if (release !== undefined) return release;
	throw new CompatError(
		`'${version}' is no version of n8n such as 1.123.81, and none of ${lines.map(({ line }) => line).join(', ')}.`,
	);
}
