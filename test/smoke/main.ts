// First, because n8n-core reads it when it is imported.
import '../engine/support/environment';
import { rmSync } from 'node:fs';
import { runUntilInterrupted } from '../terminal/interruption';
import { commandOf, usage } from './commandLine';
import { runSmoke } from './smoke';
import { SmokeError } from './SmokeError';

async function main(): Promise<void> {
	const command = commandOf(process.argv.slice(2), process.env);
	if (command.kind === 'help') {
		console.log(usage);
		return;
	}

	await runUntilInterrupted(async (progress, signal) => {
		const { problems, differences, written } = await runSmoke(command, {
			progress,
			print: console.log,
			signal,
		});
		print('\nWhat did not work', problems);
		print('What differs from what the package expects', differences);
		console.log(`Answers, without ids and keys: ${written.length} files, ${written[0] ?? 'none'} and so on`);
		if (problems.length > 0) process.exitCode = 1;
	});
}

function print(title: string, lines: readonly string[]): void {
	console.log(`${title}: ${lines.length === 0 ? 'nothing' : ''}`);
	for (const line of lines) console.log(`  ${line}`);
}

main()
	.catch((error: unknown) => {
		console.error('\n%s', error instanceof SmokeError ? error.message : error);
		process.exitCode = 1;
	})
	.finally(() => rmSync(process.env.N8N_USER_FOLDER ?? '', { recursive: true, force: true }));
