import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { installN8n, type N8nInstallation } from '../n8n/installN8n';
import { packProject } from '../n8n/packProject';
import type { Progress } from '../terminal/progress';

/** A real n8n, and this project as it is installed there. */
export interface Package {
	installation: N8nInstallation;
	/** The packed project. */
	tarball: string;
}

/** Gets n8n and the packed project ready, and leaves nothing behind but the cached n8n. */
export async function withPackage<Result>(
	{ progress, signal }: { progress: Progress; signal: AbortSignal },
	use: (packed: Package) => Promise<Result>,
): Promise<Result> {
	const installation = await installN8n({ onProgress: (step) => progress.begin(step), signal });
	progress.begin('Packing this project');
	const tarball = await packProject();
	try {
		return await use({ installation, tarball });
	} finally {
		await rm(dirname(tarball), { recursive: true, force: true });
	}
}
