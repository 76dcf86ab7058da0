import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import {
	installN8n,
	installRelease,
	type InstallOptions,
	type N8nInstallation,
	type N8nRelease,
} from './installN8n';
import { packProject } from './packProject';

/** A real n8n, and this project as it is installed there. */
export interface Package {
	installation: N8nInstallation;
	/** The packed project. */
	tarball: string;
}

/** Which n8n, and how it is had. */
export interface PackageOptions extends InstallOptions {
	/** Another n8n than the one pinned here. */
	release?: N8nRelease;
}

/**
 * Gets n8n and the packed project ready, and leaves nothing behind but the cached n8n.
 *
 * @throws {N8nSetupError} when this machine does not let n8n be installed
 */
export async function withPackage<Result>(
	{ onProgress, signal, release }: PackageOptions,
	use: (packed: Package) => Promise<Result>,
): Promise<Result> {
	const installation = await (release === undefined
		? installN8n({ onProgress, signal })
		: installRelease(release, { onProgress, signal }));
	onProgress?.('Packing this project');
	const tarball = await packProject();
	try {
		return await use({ installation, tarball });
	} finally {
		await rm(dirname(tarball), { recursive: true, force: true });
	}
}
