import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { cachedFolder } from './cache';
import { installNode, type NodeMajor } from './installNode';
import { N8nSetupError } from './N8nSetupError';
import { runNpm } from './npm';

/** An n8n that is ready to be started. */
export interface N8nInstallation {
	version: string;
	/** The folder it is in, one of the cache. */
	folder: string;
	/** Script that runs n8n's commands. */
	script: string;
	/** The Node executable to run it with. */
	node: string;
}

export interface InstallOptions {
	/** Called at the start of each step that takes long, with what is being done. */
	onProgress?: (step: string) => void;
	/** Ends the installation; what is half done is removed. */
	signal?: AbortSignal;
}

/** What the n8n installation takes on disk, and room for npm's own cache of it. */
const neededBytes = 4e9;

const packageFiles = ['package.json', 'package-lock.json'];

/**
 * The n8n pinned in this folder's package-lock.json, installed into the cache unless it is there already,
 * and a Node that can run it.
 *
 * @throws {N8nSetupError} when this machine does not let it be installed
 */
export async function installN8n({ onProgress, signal }: InstallOptions = {}): Promise<N8nInstallation> {
	const node = await installNode(24, { onProgress, signal });
	const lock = await readFile(join(__dirname, 'package-lock.json'), 'utf8');
	const version = pinnedVersion(lock);

	const folder = await cachedFolder(`n8n-${version}-${hashOf(lock)}`, neededBytes, async (draft) => {
		for (const file of packageFiles) await copyFile(join(__dirname, file), join(draft, file));
		await fillFolder(draft, 'ci', { version, node, onProgress, signal });
	});
	return { version, folder, node, script: scriptIn(folder) };
}

/** A release of n8n, and the Node to run it with. */
export interface N8nRelease {
	version: string;
	nodeMajor: NodeMajor;
}

/**
 * A release of n8n, installed into the cache unless it is there already, and its Node: the one that is pinned here, or
 * another one with what npm chooses for it at the time.
 *
 * @throws {N8nSetupError} when this machine does not let it be installed
 */
export async function installRelease(
	{ version, nodeMajor }: N8nRelease,
	{ onProgress, signal }: InstallOptions = {},
): Promise<N8nInstallation> {
	if (version === pinnedVersion(await readFile(join(__dirname, 'package-lock.json'), 'utf8'))) {
		return await installN8n({ onProgress, signal });
	}
	const node = await installNode(nodeMajor, { onProgress, signal });
	const packageJson = JSON.stringify({ private: true, dependencies: { n8n: version }, overrides });

	const folder = await cachedFolder(`n8n-${version}-${hashOf(packageJson)}`, neededBytes, async (draft) => {
		await writeFile(join(draft, 'package.json'), packageJson);
		await fillFolder(draft, 'install', { version, node, onProgress, signal });
	});
	return { version, folder, node, script: scriptIn(folder) };
}

/** Old n8n takes its xlsx from an address outside the registry, and msgpackr-extract exists in part for some platforms. */
const overrides = { xlsx: 'npm:xlsx@0.18.5', 'msgpackr-extract': '3.0.4' };

function hashOf(text: string): string {
	return createHash('sha256').update(text).digest('hex').slice(0, 8);
}

function scriptIn(folder: string): string {
	return join(folder, 'node_modules', 'n8n', 'bin', 'n8n');
}

/** Makes a folder with npm's files for it an n8n that starts. */
async function fillFolder(
	draft: string,
	command: 'ci' | 'install',
	{ version, node, onProgress, signal }: InstallOptions & { version: string; node: string },
): Promise<void> {
	onProgress?.(`Installing n8n ${version} (2.8 GB, about 4 minutes, only this once)`);
	await installPackages(draft, command, version, signal);
	onProgress?.('Building the database driver of n8n (about a minute)');
	await buildDatabaseDriver(draft, node, signal);
}

function pinnedVersion(lock: string): string {
	const { packages } = JSON.parse(lock) as { packages: Record<string, { version: string } | undefined> };
	const n8n = packages['node_modules/n8n'];
	if (n8n === undefined) throw new Error('test/n8n/package-lock.json does not hold n8n');
	return n8n.version;
}

/** Install scripts stay off: one of them downloads and compiles a Kafka client, which nothing here uses. */
async function installPackages(
	folder: string,
	command: 'ci' | 'install',
	version: string,
	signal?: AbortSignal,
): Promise<void> {
	await runNpm([command, '--ignore-scripts', '--no-audit', '--no-fund'], {
		cwd: folder,
		log: `n8n-${version}-install`,
		removeOnFailure: true,
		signal,
	});
}

/** The one install script that n8n cannot do without: it fetches or compiles SQLite. */
async function buildDatabaseDriver(folder: string, node: string, signal?: AbortSignal): Promise<void> {
	const log = 'n8n-sqlite3';
	try {
		await runNpm(['rebuild', 'sqlite3', '--ignore-scripts=false', '--foreground-scripts'], {
			cwd: folder,
			log,
			env: { npm_config_nodedir: process.env.npm_config_nodedir ?? folderOfNodeHeaders() },
			removeOnFailure: true,
			signal,
		});
		await promisify(execFile)(node, ['-e', "require('sqlite3')"], { cwd: folder });
	} catch (error) {
		if (signal?.aborted) throw error;
		throw new N8nSetupError(
			'The database driver of n8n (sqlite3) could neither be downloaded from github.com nor be compiled here.',
			'Allow the download, or install a C++ compiler, make and Python 3 (Debian and Ubuntu: ' +
				'"apt install build-essential python3"; macOS: "xcode-select --install"), then run this again.',
			{ logFile: error instanceof N8nSetupError ? error.logFile : undefined, cause: error },
		);
	}
}

/** Where the C++ headers of the running Node are, when it brings them: compiling then needs no download. */
function folderOfNodeHeaders(): string | undefined {
	const folder = resolve(process.execPath, '..', '..');
	return existsSync(join(folder, 'include', 'node', 'node_api.h')) ? folder : undefined;
}
