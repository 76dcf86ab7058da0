import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { QueueError } from '../QueueError';

/** Where Debian and Ubuntu keep the programs of PostgreSQL, a folder for each of its versions, and not on PATH. */
const debiansPostgres = '/usr/lib/postgresql';

/**
 * A program that the system's package manager has installed.
 *
 * @returns its path
 * @throws {QueueError} with the command that installs it, when it is not there
 */
export function systemProgram(name: string): string {
	const folders = [...(process.env.PATH ?? '').split(delimiter), ...postgresFolders()];
	const folder = folders.find((candidate) => existsSync(join(candidate, name)));
	if (folder !== undefined) return join(folder, name);
	throw new QueueError(
		`${name} is not installed. On Debian and Ubuntu: sudo apt-get update && sudo apt-get install redis-server postgresql`,
	);
}

/** The newest version first. */
function postgresFolders(): string[] {
	if (!existsSync(debiansPostgres)) return [];
	const versions = readdirSync(debiansPostgres).sort((a, b) => Number(b) - Number(a));
	return versions.map((version) => join(debiansPostgres, version, 'bin'));
}
