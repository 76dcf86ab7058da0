import { execFile } from 'node:child_process';
import { access, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** What an upload does besides sending, to please Node's memory management. */
const tuningFile = 'package/dist/nodes/MemoriesAi/upload/transfer/youngGeneration.js';

/**
 * A build of the package that does nothing to please Node's memory management.
 *
 * @returns the path of its tarball, in a temporary folder that is the caller's to delete
 */
export async function untunedTarball(tarball: string): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'memories-ai-untuned-'));
	await run('tar', ['--extract', '--gzip', '--file', tarball, '--directory', folder]);
	const file = join(folder, tuningFile);
	await access(file);
	await writeFile(file, 'exports.fillYoungGeneration = () => undefined;\n');
	const untuned = join(folder, 'untuned.tgz');
	await run('tar', ['--create', '--gzip', '--file', untuned, '--directory', folder, 'package']);
	return untuned;
}
