import { startN8n, type RunningN8n, type StartOptions } from './n8nProcess';
import { bringSampleVideo } from './uploadExample';
import { withPackage, type PackageOptions } from './withPackage';

/**
 * Starts a real n8n with this project in it, packed and installed as a user has it, and with the sample video where
 * workflows may read it.
 *
 * @throws {N8nSetupError} when this machine does not let n8n be installed, or it does not come up
 */
export async function startN8nWithPackage({
	onProgress,
	signal,
	release,
	...options
}: PackageOptions & Omit<StartOptions, 'installation' | 'packages'>): Promise<RunningN8n> {
	const n8n = await withPackage({ onProgress, signal, release }, async ({ installation, tarball }) => {
		const place = options.port === undefined ? '' : `, at port ${options.port}`;
		onProgress?.(`Starting n8n ${installation.version} with the package${place}`);
		return await startN8n({ ...options, installation, packages: [tarball], signal });
	});
	await bringSampleVideo(n8n);
	return n8n;
}
