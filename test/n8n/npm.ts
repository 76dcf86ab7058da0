import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { cacheFolder } from './cache';
import { N8nSetupError } from './N8nSetupError';
import npmFailures from './npmFailures.json';
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
		if (exitCode !== 0) throw explainFailure(args, cwd, output, logFile);
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

function explainFailure(args: string[], cwd: string, output: string, logFile: string): N8nSetupError {
	const known = npmFailures.find(({ pattern }) => new RegExp(pattern).test(output));
	return known
		? new N8nSetupError(known.problem, known.cure.replace('{folder}', whereItWrites(cwd)), { logFile })
		: new N8nSetupError(`"npm ${args[0]}" failed.`, 'The log says why.', {
				logFile,
				lastLines: lastLines(output, 8),
			});
}

/** The folder that npm was to fill, as the reader knows it: a folder of the cache is gone after a failure. */
function whereItWrites(cwd: string): string {
	const cache = cacheFolder();
	return cwd.startsWith(cache) ? `${cache} (N8N_TEST_CACHE names another place)` : cwd;
}

/** The last lines of an output, without empty ones. */
export function lastLines(output: string, count: number): string {
	return output
		.split('\n')
		.filter((line) => line.trim() !== '')
		.slice(-count)
		.join('\n');
}
