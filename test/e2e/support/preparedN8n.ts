import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { leftByFirstStart } from '../../n8n/firstStart';
import { installN8n, type InstallOptions } from '../../n8n/installN8n';
import { startN8n, type RunningN8n, type StartOptions } from '../../n8n/n8nProcess';
import { packProject } from '../../n8n/packProject';
import { bringSampleVideo } from '../../n8n/uploadExample';

/** Where the tests' processes find the packed project. */
const TARBALL = 'TESTED_PACKAGE';

/** Does once for all tests of a run what each of their n8ns needs. */
export async function prepareN8n(options: InstallOptions): Promise<void> {
	await leftByFirstStart(await installN8n(options), options);
	process.env[TARBALL] = await packProject();
}

/** Leaves nothing behind of what the tests of a run have needed but n8n. */
export async function clearAway(): Promise<void> {
	const tarball = process.env[TARBALL];
	if (tarball !== undefined) await rm(dirname(tarball), { recursive: true, force: true });
}

/** Starts a real n8n with the packed package in it, and with the sample video where workflows may read it. */
export async function startPreparedN8n(
	options: Pick<StartOptions, 'binaryDataMode' | 'keepUserFolder' | 'goOnIn'>,
): Promise<RunningN8n> {
	const tarball = process.env[TARBALL];
	if (tarball === undefined) throw new Error('The global setup of the tests has not run');
	const installation = await installN8n();
	const n8n = await startN8n({
		installation,
		packages: [tarball],
		copyOf: await leftByFirstStart(installation),
		...options,
	});
	await bringSampleVideo(n8n);
	return n8n;
}
