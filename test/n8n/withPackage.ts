import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { installN8n, type InstallOptions, type N8nInstallation } from './installN8n';
import { packProject } from './packProject';

/** A real n8n, and this project as it is installed there. */
export interface Package {
	installation: N8nInstallation;
	/** The packed project. */
	tarball: string;
}

/**
 * Gets n8n and the packed project ready, and leaves nothing behind but the cached n8n.
 *
 * @throws {N8nSetupError} when this machine does not let n8n be installed
 */
export async function withPackage<Result>(
	{ onProgress, signal }: InstallOptions,
	use: (packed: Package) => Promise<Result>,
): Promise<Result> {
	const installation = await installN8n({ onProgress, signal });
	onProgress?.('Packing this project');
	const tarball = await packProject();
	try {
		return await use({ installation, tarball });
	} finally {
		await rm(dirname(tarball), { recursive: true, force: true });
	}
}
