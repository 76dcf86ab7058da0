import { N8nSetupError } from '../n8n/N8nSetupError';
import { commandOf, usage } from './commandLine';
import { runDemo } from './demo';
import { DemoError } from './DemoError';
import { Progress } from './progress';

/** Exit code of a program that was ended by Ctrl-C. */
const endedByCtrlC = 130;

async function main(): Promise<void> {
	const command = commandOf(process.argv.slice(2), process.env);
	if (command.kind === 'help') {
		console.log(usage);
		return;
	}

	const interruption = new AbortController();
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.on(signal, () => {
			if (interruption.signal.aborted) return;
			console.log('\nStopping …');
			interruption.abort();
		});
	}
	const progress = new Progress(process.stdout);
	try {
		await runDemo(command, { progress, print: console.log, signal: interruption.signal });
	} catch (error) {
		progress.fail();
		if (!interruption.signal.aborted) throw error;
		process.exitCode = endedByCtrlC;
	}
}

main().catch((error: unknown) => {
	const isExplained = error instanceof DemoError || error instanceof N8nSetupError;
	console.error('\n%s', isExplained ? error.message : error);
	process.exitCode = 1;
});
