import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { runNpm } from './npm';

/** The root of this repository. */
export const projectFolder = resolve(__dirname, '..', '..');

/**
 * Packs this project as npm would publish it; `npm run build` comes first.
 *
 * @returns the path of the tarball, in a temporary folder that is the caller's to delete
 */
export async function packProject(): Promise<string> {
	const folder = await mkdtemp(join(tmpdir(), 'n8n-nodes-memories-ai-pack-'));
	const output = await runNpm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
		cwd: projectFolder,
		log: 'pack',
	});
	const [packed] = JSON.parse(output) as [{ filename: string }];
	return join(folder, packed.filename);
}
