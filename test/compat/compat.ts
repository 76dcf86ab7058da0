import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { Stage } from '../e2e/support/stage';
import { installRelease, type InstallOptions } from '../n8n/installN8n';
import { startN8nWithPackage } from '../n8n/startN8nWithPackage';
import { untilAborted } from '../terminal/interruption';
import { checks, type Check } from './checks';
import type { Line } from './releases';
import type { ReleaseResults } from './results';

/** Those who are told how it goes, and who may end it. */
export interface Surroundings extends Required<InstallOptions> {
	print: (text: string) => void;
}

/**
 * Runs all checks in a release of n8n, each whatever became of the others.
 *
 * @throws {N8nSetupError} when this machine does not let that n8n be installed, or it does not come up
 */
export async function checkRelease(release: Line, surroundings: Surroundings): Promise<ReleaseResults> {
	const { onProgress, signal } = surroundings;
	const { node } = await installRelease(release, { onProgress, signal });
	const outcomes: Record<string, string> = {};
	for (const mode of ['default', 'filesystem'] as const) {
		const n8n = await startN8nWithPackage({ binaryDataMode: mode, release, onProgress, signal });
		const stage = await Stage.of(n8n);
		const ofMode = checks.filter(({ binaryDataMode }) => binaryDataMode === mode);
		const run = async (check: Check) => {
			outcomes[check.name] = await untilAborted(signal, outcomeOf(check, stage));
			surroundings.print(`    ${check.name}: ${outcomes[check.name]}`);
		};
		try {
			onProgress(`Checking n8n ${release.version}, files in ${mode === 'default' ? 'memory' : 'its folder'}`);
			for (const check of ofMode.filter(({ isSlow }) => !isSlow)) await run(check);
			await Promise.all(ofMode.filter(({ isSlow }) => isSlow).map(run));
		} finally {
			await stage.close();
		}
	}
	return {
		n8n: release.version,
		node: await versionOf(node),
		date: new Date().toISOString().slice(0, 10),
		checks: Object.fromEntries(checks.map(({ name }) => [name, outcomes[name] ?? 'not run'])),
	};
}

async function outcomeOf(check: Check, stage: Stage): Promise<string> {
	return await check.run(stage).then(
		() => 'yes',
		(error: unknown) => `no: ${error instanceof Error ? error.message : String(error)}`,
	);
}

async function versionOf(node: string): Promise<string> {
	const { stdout } = await promisify(execFile)(node, ['--version']);
	return stdout.trim().slice(1);
}
