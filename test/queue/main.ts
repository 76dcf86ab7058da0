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

	const results: Partial<QueueResults> = {};
	await runUntilInterrupted(async (progress, signal) => {
		const onProgress = (step: string) => progress.begin(step);
		await withPackage({ onProgress, signal }, async ({ installation, tarball }) => {
			Object.assign(results, { n8n: installation.version, date: new Date().toISOString().slice(0, 10) });
			for (const [mode, parts] of Object.entries(partsByMode(command.parts))) {
				if (parts.length === 0) continue;
				const binaryDataMode = mode as keyof ReturnType<typeof partsByMode>;
				const { leftProcesses } = await withQueueStage(
					{ installation, tarball, binaryDataMode, onProgress, signal },
					async (stage) => {
						for (const part of parts) {
							onProgress(steps[part]);
							const result = await untilAborted(signal, runPart(part, stage));
							Object.assign(results, { [part]: result });
							console.log(JSON.stringify(result, null, 2));
						}
					},
				);
				if (leftProcesses.length > 0) throw new QueueError(`Still running: ${leftProcesses.join(', ')}`);
			}
			progress.finish();
		});
	});
	if (results.n8n === undefined) return;

	const shortcomings = shortcomingsOf(results);
	for (const shortcoming of shortcomings) console.log(`Not so: ${shortcoming}`);
	if (shortcomings.length === 0) {
		record(results);
		writeGenerated();
	}
	console.log(`${command.parts.length - shortcomings.length} passed, ${shortcomings.length} failed`);
	if (shortcomings.length > 0) process.exitCode = 1;
}

const steps: Record<Part, string> = {
	callbacks: 'Calling the webhook processors',
	uploads: 'Uploading on the workers',
	waits: 'Polling, and sleeping while a worker ends',
	endedWorkers: 'Ending workers during uploads',
	database: 'Uploading from the database',
};

/** Which parts run in an n8n with which place for files. */
function partsByMode(parts: readonly Part[]): Record<'filesystem' | 'database', Part[]> {
	return {
		filesystem: parts.filter((part) => part !== 'database'),
		database: parts.filter((part) => part === 'database'),
	};
}

async function runPart(part: Part, stage: QueueStage): Promise<QueueResults[Part]> {
	const report = (result: object) => console.log(`    ${JSON.stringify(result)}`);
	switch (part) {
		case 'callbacks':
			return await callbacksToProcessors(stage);
		case 'uploads':
			return await uploadsOnWorkers(stage);
		case 'waits':
			return await waitsThatOutliveWorkers(stage);
		case 'endedWorkers':
			return await uploadsOfEndedWorkers(stage, report);
		case 'database':
			return await videosInDatabase(stage, report);
	}
}

main().catch((error: unknown) => {
	const isExplained = error instanceof QueueError || error instanceof N8nSetupError;
	console.error('\n%s', isExplained ? error.message : error);
	process.exitCode = 1;
});
