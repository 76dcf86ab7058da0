import { execFile } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { cachedFolder } from './cache';
import type { InstallOptions } from './installN8n';
import { N8nSetupError } from './N8nSetupError';
import { runNpm } from './npm';

/** The releases of Node that an n8n may be made for. */
export type NodeMajor = keyof typeof versions;

const versions = { 20: '20.20.2', 22: '22.23.3', 24: '24.21.0' };

/** What the installation takes on disk, and room for npm's own cache of it. */
const neededBytes = 4e8;

/**
 * A Node executable of the release that an n8n is made for: the running one if it is of that release, otherwise one
 * that is installed into the cache unless it is there already.
 *
 * @throws {N8nSetupError} when this machine does not let it be installed
 */
export async function installNode(
	major: NodeMajor,
	{ onProgress, signal }: InstallOptions = {},
): Promise<string> {
	if (process.versions.node.startsWith(`${major}.`)) return process.execPath;

	const version = versions[major];
	const platform = `${process.platform}-${process.arch}`;
	const executable = join('node_modules', 'node', 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
	const folder = await cachedFolder(`node-${version}-${platform}`, neededBytes, async (draft) => {
		onProgress?.(`Fetching Node ${version}, which n8n needs (this one is ${process.versions.node})`);
		await writeFile(join(draft, 'package.json'), JSON.stringify({ private: true }));
		// The package's install script fetches the executable for this platform.
		await runNpm(['install', `node@${version}`, '--ignore-scripts=false', '--no-audit', '--no-fund'], {
			cwd: draft,
			log: `node-${version}-install`,
			removeOnFailure: true,
			signal,
		});
		await ensureItRuns(join(draft, executable), version, platform);
	});
	return join(folder, executable);
}

async function ensureItRuns(executable: string, version: string, platform: string): Promise<void> {
	try {
		await promisify(execFile)(executable, ['--version']);
	} catch (error) {
		throw new N8nSetupError(
			`The npm package "node" has no Node ${version} that runs on ${platform}.`,
			`Install Node ${version} yourself and run this with it.`,
			{ cause: error },
		);
	}
}
