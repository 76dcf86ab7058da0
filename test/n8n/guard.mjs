/**
 * Runs one command and sees to it that nothing of it is left when the process that asked for it is gone.
 *
 * The command gets a process group of its own. The asking process holds an IPC channel to this one; the
 * channel closes when it lets go or dies, by whatever signal, and then the whole group is ended.
 * `guardedProcess.ts` is the other end. Libraries that run processes, such as execa, end the command alone, not what it
 * has started, and nothing at all after a `kill -9`; hence our own.
 */
import { spawn } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const isWindows = process.platform === 'win32';

/** @type {import('./guardedProcess').GuardOrder | undefined} */
let order;
/** @type {import('node:child_process').ChildProcess | undefined} */
let command;
let wasAskedToEnd = false;

process.once('message', run);
process.on('disconnect', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, end);

function run(received) {
	order = received;
	command = spawn(order.file, order.args, {
		cwd: order.cwd,
		env: order.env,
		detached: !isWindows,
		stdio: ['ignore', 'inherit', 'inherit'],
		windowsHide: true,
	});
	command.once('spawn', () => tell({ pid: command.pid }));
	command.once('error', (error) => {
		tell({ error: error.message });
		void finish(127);
	});
	command.once('exit', (exitCode) => void finish(exitCode ?? 1));
}

async function end() {
	if (wasAskedToEnd) return;
	wasAskedToEnd = true;
	if (command === undefined) process.exit();
	signalGroup('SIGTERM');
	await sleep(order.millisecondsToEnd, undefined, { ref: false });
	signalGroup('SIGKILL');
}

/** Ends what the command has left running, clears away, and passes its exit code on. */
async function finish(exitCode) {
	signalGroup('SIGKILL');
	const failed = exitCode !== 0 || wasAskedToEnd;
	const { removeAfterwards } = order;
	if (removeAfterwards !== undefined && (failed || !removeAfterwards.onlyOnFailure)) {
		await rm(removeAfterwards.folder, { recursive: true, force: true, maxRetries: 5 });
	}
	process.exit(exitCode);
}

/** Sends a signal to the command and to everything it has started. */
function signalGroup(signal) {
	if (command.pid === undefined) return;
	if (isWindows) {
		spawn('taskkill', ['/pid', String(command.pid), '/t', '/f'], { stdio: 'ignore', windowsHide: true });
		return;
	}
	try {
		process.kill(-command.pid, signal);
	} catch (error) {
		// The group is gone; macOS says EPERM when its members are dead but not yet buried.
		if (error.code !== 'ESRCH' && error.code !== 'EPERM') throw error;
	}
}

function tell(message) {
	// A failure to deliver means that the asking process is gone, which the closed channel tells as well.
	if (process.connected) process.send(message, () => undefined);
}
