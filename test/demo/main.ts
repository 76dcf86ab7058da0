import { N8nSetupError } from '../n8n/N8nSetupError';
import { commandOf, usage } from './commandLine';
import { runDemo } from './demo';
import { DemoError } from './DemoError';
import { runUntilInterrupted } from '../terminal/interruption';

async function main(): Promise<void> {
	const command = commandOf(process.argv.slice(2), process.env);
	if (command.kind === 'help') {
		console.log(usage);
		return;
	}

	await runUntilInterrupted(async (progress, signal) => {
		await runDemo(command, { progress, print: console.log, signal });
	});
}

main().catch((error: unknown) => {
	const isExplained = error instanceof DemoError || error instanceof N8nSetupError;
	console.error('\n%s', isExplained ? error.message : error);
	process.exitCode = 1;
});
