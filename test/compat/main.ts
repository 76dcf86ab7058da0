import { writeGenerated } from '../docs/writeGenerated';
import { N8nSetupError } from '../n8n/N8nSetupError';
import { runUntilInterrupted } from '../terminal/interruption';
import { commandOf, usage } from './commandLine';
import { checkRelease } from './compat';
import { CompatError } from './CompatError';
import { isGood, record } from './results';

async function main(): Promise<void> {
	const command = commandOf(process.argv.slice(2));
	if (command.kind === 'help') {
		console.log(usage);
		return;
	}

	let passed = 0;
	let failed = 0;
	await runUntilInterrupted(async (progress, signal) => {
		for (const release of command.releases) {
			const results = await checkRelease(release, {
				onProgress: (step) => progress.begin(step),
				print: console.log,
				signal,
			});
			progress.finish();
			const outcomes = Object.values(results.checks);
			passed += outcomes.filter((outcome) => outcome === 'yes').length;
			failed += outcomes.filter((outcome) => outcome !== 'yes').length;
			if (isGood(results)) record({ [release.line]: results });
			else console.log(`n8n ${release.version} is not recorded: not all went as it should.`);
		}
	});
	writeGenerated();
	console.log(`${passed} passed, ${failed} failed`);
	if (failed > 0) process.exitCode = 1;
}

main().catch((error: unknown) => {
	const isExplained = error instanceof CompatError || error instanceof N8nSetupError;
	console.error('\n%s', isExplained ? error.message : error);
	process.exitCode = 1;
});
