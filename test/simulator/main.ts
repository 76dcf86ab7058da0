import { commandOf, usage } from './commandLine';
import { logLineOf, maskedKey } from './requestLog';
import { defaultApiKey, startSimulator } from './simulator';

main().catch((error: unknown) => {
	console.error(explanationOf(error));
	process.exitCode = 1;
});

async function main(): Promise<void> {
	const command = commandOf(process.argv.slice(2));
	if (command.kind === 'help') {
		console.log(usage);
		return;
	}

	const simulator = await startSimulator({
		...command.options,
		onRequestEnd: (entry) => console.log(`${new Date().toISOString()} ${logLineOf(entry)}`),
	});
	console.log(greeting(simulator.url, command.apiKey));
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

function greeting(url: string, apiKey: string): string {
	const isDefault = apiKey === defaultApiKey;
	const curl = (path: string) =>
		`  curl -H 'Authorization: ${isDefault ? apiKey : '<API key>'}' -F 'file=@video.mp4;type=video/mp4' ${url}${path}`;
	return [
		`memories.ai simulator at ${url}`,
		`API key: ${isDefault ? apiKey : maskedKey(apiKey)}`,
		'Upload with v1.1:',
		curl('/serve/api/video/upload'),
		'Upload with v1.2:',
		curl('/serve/api/v1/upload'),
		'Stop with Ctrl-C.',
	].join('\n');
}

function explanationOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const isPortInUse = 'code' in error && error.code === 'EADDRINUSE';
	return isPortInUse
		? 'The port is in use. Choose another one with --port, or --port 0 for a free one.'
		: `${error.message}\nSee --help.`;
}
