import { writeGenerated } from '../docs/writeGenerated';
import { N8nSetupError } from '../n8n/N8nSetupError';
import { withPackage } from '../n8n/withPackage';
import { runUntilInterrupted, untilAborted } from '../terminal/interruption';
import { commandOf, usage } from './commandLine';
import { callbacksToProcessors } from './parts/callbacks';
import { videosInDatabase } from './parts/databaseMode';
import { uploadsOfEndedWorkers } from './parts/endedWorkers';
import { uploadsOnWorkers } from './parts/uploads';
import { waitsThatOutliveWorkers } from './parts/waits';
import { QueueError } from './QueueError';
import { record, shortcomingsOf, type Part, type QueueResults } from './results';
import { systemProgram } from './services/systemProgram';
import { withQueueStage, type QueueStage } from './stage';

async function main(): Promise<void> {
	const command = commandOf(process.argv.slice(2));
	if (command.kind === 'help') {
		console.log(usage);
		return;
	}
	for (const program of ['redis-server', 'initdb', 'postgres']) systemProgram(program);

	const shortcomings: string[] = [];
	await runUntilInterrupted(async (progress, signal) => {
		const onProgress = (step: string) => progress.begin(step);
		await withPackage({ onProgress, signal, release: command.release }, async ({ installation, tarball }) => {
			const { version } = installation;
			const isPinned = command.release === undefined;
			const about = { n8n: version, date: new Date().toISOString().slice(0, 10) };
			for (const [binaryDataMode, parts] of partsByMode(command.parts)) {
				const { leftProcesses } = await withQueueStage(
					{ installation, tarball, binaryDataMode, onProgress, signal },
					async (stage) => {
						for (const part of parts) {
							onProgress(steps[part]);
							const result = await untilAborted(signal, runPart(part, stage, version));
							console.log(JSON.stringify(result, null, 2));
							const found = shortcomingsOf(result);
							shortcomings.push(...found);
							const isOfAnyVersion = part === 'endedWorkers';
							if (found.length > 0) continue;
							if (isOfAnyVersion) record(result);
							else if (isPinned) record({ ...about, ...result });
						}
					},
				);
				if (leftProcesses.length > 0)
					shortcomings.push(`Nothing is left running: ${leftProcesses.join(', ')}`);
			}
			progress.finish();
		});
		writeGenerated();
		for (const shortcoming of shortcomings) console.log(`Not so: ${shortcoming}`);
		console.log(`${command.parts.length} parts run, ${shortcomings.length} demands not met`);
		if (shortcomings.length > 0) process.exitCode = 1;
	});
}

const steps: Record<Part, string> = {
	callbacks: 'Calling the webhook processors',
	uploads: 'Uploading on the workers',
	waits: 'Polling, and sleeping while a worker ends',
	endedWorkers: 'Ending workers during uploads',
	database: 'Uploading from the database',
};

/** Which parts run in an n8n with which place for files. */
function partsByMode(parts: readonly Part[]): Array<['filesystem' | 'database', Part[]]> {
	const inDatabase = parts.filter((part) => part === 'database');
	const others = parts.filter((part) => part !== 'database');
	const all: Array<['filesystem' | 'database', Part[]]> = [
		['filesystem', others],
		['database', inDatabase],
	];
	return all.filter(([, some]) => some.length > 0);
}

async function runPart(part: Part, stage: QueueStage, n8n: string): Promise<Partial<QueueResults>> {
	const report = (result: object) => console.log(`    ${JSON.stringify(result)}`);
	switch (part) {
		case 'callbacks':
			return { callbacks: await callbacksToProcessors(stage) };
		case 'uploads':
			return { uploads: await uploadsOnWorkers(stage) };
		case 'waits':
			return { waits: await waitsThatOutliveWorkers(stage) };
		case 'endedWorkers':
			return { endedWorkers: { [n8n]: await uploadsOfEndedWorkers(stage, report) } };
		case 'database':
			return { database: await videosInDatabase(stage, report) };
	}
}

main().catch((error: unknown) => {
	const isExplained = error instanceof QueueError || error instanceof N8nSetupError;
	console.error('\n%s', isExplained ? error.message : error);
	process.exitCode = 1;
});
