import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder } from './cache';
import { N8nSetupError } from './N8nSetupError';
import { startGuarded } from './guardedProcess';

/** How to run npm in one place. */
export interface NpmRun {
	/** Folder to run it in; its package.json is the one npm works on. */
	cwd: string;
	/** Name of the log file, without extension. */
	log: string;
	env?: NodeJS.ProcessEnv;
	/** Whether `cwd` is worthless after a failure and is to be deleted, also when this process is killed. */
	removeOnFailure?: boolean;
	/** Ends npm and makes the run fail. */
	signal?: AbortSignal;
}

/**
 * Runs npm and returns its standard output.
 *
 * @throws {N8nSetupError} that says why npm failed, as far as its output tells
 */
export async function runNpm(
	args: string[],
	{ cwd, log, env, removeOnFailure, signal }: NpmRun,
): Promise<string> {
	signal?.throwIfAborted();
	const logFile = join(cacheFolder(), 'logs', `${log}.log`);
	await mkdir(join(cacheFolder(), 'logs'), { recursive: true });
	const logStream = createWriteStream(logFile);
	const npm = npmCommand();
	let output = '';
	let standardOutput = '';

	const command = startGuarded({
		file: npm.file,
		args: [...npm.args, ...args],
		cwd,
		env: { ...process.env, ...env },
		onOutput(text, stream) {
			output += text;
			if (stream === 'stdout') standardOutput += text;
			logStream.write(text);
		},
		millisecondsToEnd: 0,
		removeAfterwards: removeOnFailure ? { folder: cwd, onlyOnFailure: true } : undefined,
	});
	const endCommand = () => void command.end();
	signal?.addEventListener('abort', endCommand, { once: true });

	try {
		await command.pid;
		const exitCode = await command.ended;
		signal?.throwIfAborted();
		if (exitCode !== 0) throw explainFailure(args, output, logFile);
		return standardOutput;
	} finally {
		signal?.removeEventListener('abort', endCommand);
		logStream.end();
	}
}

/** How npm is started: by its script where npm itself has told us, which spares a shell on Windows. */
function npmCommand(): { file: string; args: string[] } {
	const { npm_execpath: script } = process.env;
	if (script !== undefined && basename(script) === 'npm-cli.js')
		return { file: process.execPath, args: [script] };
	return process.platform === 'win32' ? { file: 'cmd', args: ['/c', 'npm'] } : { file: 'npm', args: [] };
}

const causes: Array<{ pattern: RegExp; problem: string; cure: string }> = [
	{
		pattern: /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|ERR_SOCKET_TIMEOUT)\b/,
		problem: 'npm could not reach its registry.',
		cure: 'Check the network connection and the proxy settings of npm, then run this again.',
	},
	{
		pattern: /\bENOSPC\b/,
		problem: 'The disk is full.',
		cure: 'Free some space, or set N8N_TEST_CACHE to a folder on a larger disk.',
	},
	{
		pattern: /\b(EACCES|EPERM|EROFS)\b/,
		problem: 'npm was not allowed to write a file.',
		cure: 'Check who owns the folder that the log names, or set N8N_TEST_CACHE to a folder of yours.',
	},
	{
		pattern: /\b(E401|E403)\b/,
		problem: 'The npm registry refused the request.',
		cure: 'Check the registry and its credentials in your .npmrc.',
	},
];

function explainFailure(args: string[], output: string, logFile: string): N8nSetupError {
	const known = causes.find(({ pattern }) => pattern.test(output));
	return known
		? new N8nSetupError(known.problem, known.cure, { logFile })
		: new N8nSetupError(`"npm ${args[0]}" failed.`, 'The log says why.', {
				logFile,
				lastLines: lastLines(output, 8),
			});
}

/** The last lines of an output, without empty ones. */
export function lastLines(output: string, count: number): string {
	return output
		.split('\n')
		.filter((line) => line.trim() !== '')
		.slice(-count)
		.join('\n');
}
