import { mkdir, mkdtemp, readdir, rename, rm, stat, statfs } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import envPaths from 'env-paths';
import { N8nSetupError } from './N8nSetupError';

/**
 * Folder for what is fetched once per machine and then used by every checkout of this project.
 * `N8N_TEST_CACHE` moves it.
 */
export function cacheFolder(): string {
	const { N8N_TEST_CACHE } = process.env;
	return N8N_TEST_CACHE ? join(N8N_TEST_CACHE, projectName) : envPaths(projectName, { suffix: '' }).cache;
}

const projectName = 'n8n-nodes-memories-ai';

/**
 * A folder of the cache, built when it is not there yet.
 *
 * It is built under another name and renamed when it is complete, so an interrupted build is never taken
 * for a good one, and of two processes that build the same folder at once both end up with a good one.
 *
 * @param name the folder's name, which says all that its content depends on
 * @param neededBytes free space that the build needs
 * @param build fills the folder it is given
 */
export async function cachedFolder(
	name: string,
	neededBytes: number,
	build: (draft: string) => Promise<void>,
): Promise<string> {
	const folder = join(cacheFolder(), name);
	if (await isFolder(folder)) return folder;

	const draft = await newDraft(folder);
	try {
		await ensureFreeSpace(draft, neededBytes);
		await build(draft);
		await rename(draft, folder);
	} catch (error) {
		await rm(draft, { recursive: true, force: true });
		if (!(await isFolder(folder))) throw error;
	}
	return folder;
}

/** A new folder beside `folder` that names its maker, so that a draft whose maker is dead can be told. */
async function newDraft(folder: string): Promise<string> {
	try {
		await mkdir(dirname(folder), { recursive: true });
		await removeAbandonedDrafts(folder);
		return await mkdtemp(`${folder}${draftMark}${process.pid}-`);
	} catch (error) {
		throw new N8nSetupError(
			`The cache folder ${dirname(folder)} cannot be written to.`,
			'Make it writable, or set N8N_TEST_CACHE to a folder that is.',
			{ cause: error },
		);
	}
}

const draftMark = `.draft-${hostname()}-`;

async function removeAbandonedDrafts(folder: string): Promise<void> {
	const prefix = basename(folder) + draftMark;
	for (const entry of await readdir(dirname(folder))) {
		if (!entry.startsWith(prefix)) continue;
		const makerPid = Number.parseInt(entry.slice(prefix.length), 10);
		if (isRunning(makerPid)) continue;
		await rm(join(dirname(folder), entry), { recursive: true, force: true });
	}
}

function isRunning(pid: number): boolean {
	try {
		process.kill(pid, 0);
		return true;
	} catch (error) {
		return (error as NodeJS.ErrnoException).code === 'EPERM';
	}
}

async function ensureFreeSpace(folder: string, neededBytes: number): Promise<void> {
	const { bavail, bsize } = await statfs(folder);
	if (bavail * bsize >= neededBytes) return;
	const asGigabytes = (bytes: number) => `${(bytes / 1e9).toFixed(1)} GB`;
	throw new N8nSetupError(
		`${dirname(folder)} has ${asGigabytes(bavail * bsize)} free, ${asGigabytes(neededBytes)} are needed.`,
		'Free some space, or set N8N_TEST_CACHE to a folder on a disk that has it.',
	);
}

async function isFolder(path: string): Promise<boolean> {
	return await stat(path).then(
		(stats) => stats.isDirectory(),
		() => false,
	);
}
