import { commandOf, usage } from './commandLine';
import { defaultDatalakeKey } from './datalake/keys';
import { logLineOf, maskedKey } from './requestLog';
import { defaultApiKey, startSimulator, type Simulator } from './simulator';

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
	console.log(
		[...greeting(simulator.url, command.apiKey), ...datalakeGreeting(simulator, command.datalakeKey)].join(
			'\n',
		),
	);
	console.log('Stop with Ctrl-C.');
	for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void simulator.close());
}

function greeting(url: string, apiKey: string): string[] {
	const key = shownKey(apiKey, defaultApiKey);
	const curl = (path: string) =>
		`  curl -H 'Authorization: ${key.toSend}' -F 'file=@video.mp4;type=video/mp4' ${url}${path}`;
	return [
		`memories.ai simulator at ${url}`,
		`API key: ${key.toRead}`,
		'Upload with v1.1:',
		curl('/serve/api/video/upload'),
		'Upload with v1.2:',
		curl('/serve/api/v1/upload'),
	];
}

function datalakeGreeting({ url, datalake }: Simulator, apiKey: string): string[] {
	const key = shownKey(apiKey, defaultDatalakeKey);
	const { id } = datalake.addCollection('videos');
	return [
		`Datalake key: ${key.toRead}`,
		`Upload with Datalake, sessions at ${datalake.sessionHost.url}:`,
		`  curl -H 'Authorization: ${key.toSend}' -F 'json={"collection_id":"${id}"}' -F 'file=@video.mp4' ${url}/serve/datalake/v1/videos`,
	];
}

/** A key as the greeting shows it, and as a command has it: only the default one is no secret. */
function shownKey(apiKey: string, defaultKey: string): { toRead: string; toSend: string } {
	return apiKey === defaultKey
		? { toRead: apiKey, toSend: apiKey }
		: { toRead: maskedKey(apiKey), toSend: '<API key>' };
}

function explanationOf(error: unknown): string {
	if (!(error instanceof Error)) return String(error);
	const isPortInUse = 'code' in error && error.code === 'EADDRINUSE';
	return isPortInUse
		? 'The port is in use. Choose another one with --port, or --port 0 for a free one.'
		: `${error.message}\nSee --help.`;
}
