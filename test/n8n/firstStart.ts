import { cp, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cachedFolder } from './cache';
import type { InstallOptions, N8nInstallation } from './installN8n';
import { startN8n } from './n8nProcess';

/** What the database takes on disk, with room to spare. */
const neededBytes = 50e6;

/** Where n8n has its database in a user folder; beside it are the editor's files, which each start makes anew. */
const settingsFolder = '.n8n';

/**
 * The user folder that an n8n leaves when it has been started once: its database is made and its owner set up.
 * One that begins with a copy of it is up in half the time. It is in the cache; n8n is started when it is not.
 *
 * @throws {N8nSetupError} when n8n does not come up
 */
export async function leftByFirstStart(
	installation: N8nInstallation,
	{ onProgress, signal }: InstallOptions = {},
): Promise<string> {
	return await cachedFolder(`${basename(installation.folder)}-started`, neededBytes, async (draft) => {
		onProgress?.(
			`Starting n8n ${installation.version} for the first time (about 20 seconds, only this once)`,
		);
		const n8n = await startN8n({ installation, keepUserFolder: true, signal });
		try {
			await n8n.stop();
			await cp(join(n8n.userFolder, settingsFolder), join(draft, settingsFolder), { recursive: true });
		} finally {
			await rm(n8n.userFolder, { recursive: true, force: true });
		}
	});
}
