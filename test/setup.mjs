/**
 * Makes a fresh clone ready: checks Node and installs the project's dependencies. Every npm command runs
 * this first; when there is nothing to do it takes a moment and says nothing.
 */
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectFolder = dirname(dirname(fileURLToPath(import.meta.url)));

/** The oldest Node that everything here runs on; the same as "engines" in package.json. */
const oldestNode = { major: 20, minor: 19 };

/** @type {typeof import('./n8n/npmFailures.json')} */
const npmFailures = JSON.parse(readFileSync(join(projectFolder, 'test', 'n8n', 'npmFailures.json'), 'utf8'));

ensureNodeIsNewEnough();
if (!areDependenciesInstalled()) await installDependencies();

function ensureNodeIsNewEnough() {
	const [major, minor] = process.versions.node.split('.').map(Number);
	if (major > oldestNode.major || (major === oldestNode.major && minor >= oldestNode.minor)) return;
	fail(
		`This needs Node ${oldestNode.major}.${oldestNode.minor} or newer; you are running ${process.versions.node}. ` +
			'Get the current LTS release from https://nodejs.org or with your version manager.',
	);
}

/** Whether node_modules holds every package of package-lock.json in the version that it names. */
function areDependenciesInstalled() {
	const installed = packagesOf(join(projectFolder, 'node_modules', '.package-lock.json'));
	const wanted = packagesOf(join(projectFolder, 'package-lock.json'));
	return Object.entries(wanted).every(
		([path, { version, optional }]) => path === '' || optional || installed[path]?.version === version,
	);
}

function packagesOf(lockFile) {
	try {
		return JSON.parse(readFileSync(lockFile, 'utf8')).packages;
	} catch (error) {
		if (error.code === 'ENOENT') return {};
		throw error;
	}
}

async function installDependencies() {
	const startedAt = Date.now();
	const seconds = () => Math.round((Date.now() - startedAt) / 1000);
	const what = 'Installing the dependencies of this project (npm ci)';
	const isTerminal = process.stderr.isTTY;
	console.error(`${what} …`);
	const clock = isTerminal && setInterval(() => process.stderr.write(`\r  ${seconds()} s`), 1000);

	const { exitCode, output } = await runNpmCi();
	clearInterval(clock);
	if (isTerminal) process.stderr.write('\r\u001b[K');
	if (exitCode === 0) {
		console.error(`  done in ${seconds()} s`);
		return;
	}
	const known = npmFailures.find(({ pattern }) => new RegExp(pattern).test(output));
	const explanation =
		known === undefined
			? 'The lines above say why.'
			: `${known.problem} ${known.cure.replace('{folder}', projectFolder)}`;
	fail(`${whatNpmSays(output)}\n\n${what} failed after ${seconds()} s.\n${explanation}`);
}

/** The lines that tell what went wrong, and the one that names npm's own log; not npm's page of usage. */
function whatNpmSays(output) {
	const lines = output.trim().split('\n');
	const errors = lines.filter((line) => /^npm (error|ERR!) ./.test(line));
	return errors.length > 12
		? [...errors.slice(0, 11), errors.at(-1)].join('\n')
		: (errors.length > 0 ? errors : lines).join('\n');
}

/** Runs npm by its script where npm itself has told us which; that needs no shell on Windows. */
async function runNpmCi() {
	const { npm_execpath: script } = process.env;
	const knowsScript = script !== undefined && basename(script) === 'npm-cli.js';
	const [file, ...args] = knowsScript ? [process.execPath, script, 'ci'] : ['npm', 'ci'];
	const npm = spawn(file, args, {
		cwd: projectFolder,
		stdio: ['ignore', 'pipe', 'pipe'],
		shell: !knowsScript && process.platform === 'win32',
	});
	for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
		process.once(signal, () => {
			npm.kill(signal);
			process.exit(1);
		});
	}
	let output = '';
	for (const stream of [npm.stdout, npm.stderr])
		stream.setEncoding('utf8').on('data', (text) => (output += text));
	return await new Promise((resolve) => {
		npm.once('error', () =>
			resolve({ exitCode: 1, output: 'npm was not found. It comes with Node; install it.' }),
		);
		npm.once('close', (exitCode) => resolve({ exitCode, output }));
	});
}

function fail(message) {
	console.error(message);
	process.exit(1);
}
