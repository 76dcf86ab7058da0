import { execFile } from 'node:child_process';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { runNpm } from './npm';

const run = promisify(execFile);

interface PackageJson {
	name: string;
	version: string;
}

/** The fields that n8n takes out of a community package's package.json before it runs npm on it. */
const droppedFields = ['devDependencies', 'peerDependencies', 'optionalDependencies'];

/**
 * Puts a packed community package where n8n looks for it, in the same steps as n8n does when a user
 * installs one under Settings > Community nodes.
 *
 * @param userFolder the N8N_USER_FOLDER of the n8n that is to have it
 * @returns the folder it was installed into
 */
export async function installPackage(userFolder: string, tarball: string): Promise<string> {
	const nodesFolder = join(userFolder, '.n8n', 'nodes');
	const { name, version } = await packageJsonInside(tarball);
	const packageFolder = join(nodesFolder, 'node_modules', name);
	await mkdir(packageFolder, { recursive: true });
	await run('tar', ['-xzf', tarball, '-C', packageFolder, '--strip-components=1']);
	await writeFile(
		join(nodesFolder, 'package.json'),
		JSON.stringify({ name: 'installed-nodes', private: true, dependencies: { [name]: version } }, null, 2),
	);

	const packageJsonPath = join(packageFolder, 'package.json');
	const packageJson = JSON.parse(await readFile(packageJsonPath, 'utf8')) as PackageJson;
	const kept = Object.entries(packageJson).filter(([field]) => !droppedFields.includes(field));
	await writeFile(packageJsonPath, JSON.stringify(Object.fromEntries(kept), null, 2));

	const flags = [
		'--audit=false',
		'--fund=false',
		'--bin-links=false',
		'--install-strategy=shallow',
		'--ignore-scripts=true',
		'--package-lock=false',
	];
	await runNpm(['install', ...flags], { cwd: packageFolder, log: `${name}-install` });
	return packageFolder;
}

async function packageJsonInside(tarball: string): Promise<PackageJson> {
	const { stdout } = await run('tar', ['-xzOf', tarball, 'package/package.json']);
	return JSON.parse(stdout) as PackageJson;
}
