import { once } from 'node:events';
import type { RunningN8n } from '../n8n/n8nProcess';
import { startN8nWithPackage } from '../n8n/startN8nWithPackage';
import type { DemoOptions } from './commandLine';
import { DemoError } from './DemoError';
import { chooseEditorPort } from './editorPort';
import { openMemoriesAi, type MemoriesAi } from './memoriesAi';
import { untilAborted } from '../terminal/interruption';
import type { Progress } from '../terminal/progress';
import { setUpExample, uploadVideo, waitForEvent, type ExampleWorkflow } from './uploadAndEvent';
import { runSearchExample, setUpSearchExample } from './uploadWaitSearch';

/** What the demo is given besides its options. */
interface Surroundings {
	progress: Progress;
	print: (text: string) => void;
	/** Ends the demo, in whatever step it is. */
	signal: AbortSignal;
}

/** Shows an upload and its event, or the Datalake, in a real n8n, and leaves nothing behind but the cached installation. */
export async function runDemo(options: DemoOptions, surroundings: Surroundings): Promise<void> {
	const { print, signal } = surroundings;
	const n8n = await startN8n(options, surroundings);
	try {
		const memoriesAi = await openMemoriesAi(options);
		try {
			const showing = options.datalake
				? showDatalake(n8n, memoriesAi, surroundings)
				: showUploadAndEvent(n8n, memoriesAi, options.polling, surroundings);
			const workflow = await untilAborted(signal, showing);
			if (options.once) return;
			print(invitation(n8n, workflow, memoriesAi));
			await Promise.race([once(signal, 'abort'), unexpectedEndOf(n8n)]);
		} finally {
			await memoriesAi.close();
		}
	} finally {
		await n8n.stop();
	}
}

async function startN8n(
	options: DemoOptions,
	{ progress, print, signal }: Surroundings,
): Promise<RunningN8n> {
	return await startN8nWithPackage({
		port: await chooseEditorPort(options, print),
		webhookBaseUrl: options.account?.callbackBaseUrl,
		environment: options.account && proxySettings(),
		onProgress: (step) => progress.begin(step),
		signal,
	});
}

async function showUploadAndEvent(
	n8n: RunningN8n,
	memoriesAi: MemoriesAi,
	polling: boolean,
	{ progress, print }: Surroundings,
): Promise<Omit<ExampleWorkflow, 'polling'>> {
	progress.begin('Storing the credential and the example workflow in n8n');
	const workflow = await setUpExample(n8n, memoriesAi, polling);
	progress.begin('Uploading test/fixtures/sample.mp4 with the Memories.ai node');
	const answer = await uploadVideo(n8n, workflow);
	progress.finish();
	print(`\nThe Memories.ai node returned:\n${JSON.stringify(answer, null, 2)}\n`);

	const trigger = `Memories.ai ${polling ? 'Polling Trigger' : 'Trigger'} node`;
	progress.begin(
		polling
			? `Waiting for memories.ai to process the video, and for the ${trigger} to ask, once a minute`
			: `Waiting for memories.ai to process the video and call the ${trigger}`,
	);
	const event = await waitForEvent(n8n, workflow, memoriesAi.processingTimeoutMs);
	progress.finish();
	print(`\nThe ${trigger} returned:\n${JSON.stringify(event, null, 2)}\n`);
	return workflow;
}

async function showDatalake(
	n8n: RunningN8n,
	memoriesAi: MemoriesAi,
	{ progress, print }: Surroundings,
): Promise<Omit<ExampleWorkflow, 'polling'>> {
	progress.begin('Storing the credential and the example workflow in n8n');
	const workflow = await setUpSearchExample(n8n, memoriesAi);
	progress.begin(
		'Uploading test/fixtures/sample.mp4 to the Datalake, waiting until it is ready, searching it',
	);
	const steps = await runSearchExample(n8n, workflow, memoriesAi.processingTimeoutMs);
	progress.finish();
	for (const [name, items] of Object.entries(steps)) {
		print(`\n"${name}" returned:\n${JSON.stringify(items, null, 2)}\n`);
	}
	return workflow;
}

function invitation(
	{ url, login }: RunningN8n,
	{ id, name }: Omit<ExampleWorkflow, 'polling'>,
	{ description }: MemoriesAi,
): string {
	return [
		`Editor       ${url}`,
		`Login        ${login.email}, password ${login.password}`,
		`Workflow     ${url}/workflow/${id} ("${name}")`,
		`memories.ai  ${description}`,
		'',
		'n8n is yours until you press Ctrl-C.',
	].join('\n');
}

/** How this machine reaches the internet, which n8n needs to know for the real memories.ai. */
function proxySettings(): Record<string, string> {
	const names = /^((HTTPS?|NO)_PROXY|NODE_EXTRA_CA_CERTS)$/i;
	return Object.fromEntries(
		Object.entries(process.env).filter((entry): entry is [string, string] => names.test(entry[0])),
	);
}

async function unexpectedEndOf(n8n: RunningN8n): Promise<never> {
	const exitCode = await n8n.ended;
	throw new DemoError(`n8n has ended by itself with exit code ${exitCode}. It printed:\n${n8n.logs()}`);
}
