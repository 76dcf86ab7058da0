import { fork } from 'node:child_process';
import type { Socket } from 'node:net';
import { join } from 'node:path';

/** A command to run, and what to clear away after it, as the guard is told. */
export interface GuardOrder {
	file: string;
	args: readonly string[];
	cwd: string;
	env: NodeJS.ProcessEnv;
	/** How long the command may take to end by itself when it is asked to. */
	millisecondsToEnd: number;
	/** A folder to delete once the command has ended, always or only when it was ended or failed. */
	removeAfterwards?: { folder: string; onlyOnFailure: boolean };
}

/** A command to run, and who reads what it prints. */
export interface GuardedCommand extends GuardOrder {
	/** Called with each piece of what the command prints. */
	onOutput: (text: string, stream: 'stdout' | 'stderr') => void;
}

/** A running command whose processes cannot outlive this one. */
export interface GuardedProcess {
	/** Process id of the command; rejects when it could not be started. */
	readonly pid: Promise<number>;
	/** Exit code, once the command, all it has started and what it leaves behind are gone. */
	readonly ended: Promise<number>;
	/** Ends the command with all it has started, and waits for it. */
	end(): Promise<void>;
	/** Lets this process end by itself while the command runs, which ends the command too. */
	unref(): void;
}

type GuardMessage = { pid: number } | { error: string };

/**
 * Starts a command under a guard, a small process that ends the command's whole process group when this
 * process lets go of it or dies, be it by `kill -9`.
 */
export function startGuarded({ onOutput, ...order }: GuardedCommand): GuardedProcess {
	const guard = fork(join(__dirname, 'guard.mjs'), {
		// A session of its own: a Ctrl-C in the terminal reaches us only, and we decide what it means.
		detached: true,
		execArgv: [],
		stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
	});
	guard.stdout?.setEncoding('utf8').on('data', (text: string) => onOutput(text, 'stdout'));
	guard.stderr?.setEncoding('utf8').on('data', (text: string) => onOutput(text, 'stderr'));

	let wasLetGo = false;
	const ended = new Promise<number>((resolve) => {
		guard.once('close', (exitCode) => resolve(exitCode ?? 1));
		// Node emits no "close" for a child that was disconnected from.
		guard.once('exit', (exitCode) => wasLetGo && resolve(exitCode ?? 1));
	});
	const pid = new Promise<number>((resolve, reject) => {
		guard.once('message', (message: GuardMessage) => {
			if ('pid' in message) resolve(message.pid);
			else reject(new Error(message.error));
		});
		guard.once('error', reject);
		void ended.then(() => reject(new Error(`${order.file} did not start`)));
	});
	pid.catch(() => undefined);
	guard.send(order);

	return {
		pid,
		ended,
		async end() {
			wasLetGo = true;
			if (guard.connected && guard.exitCode === null) guard.disconnect();
			await ended;
		},
		unref() {
			guard.unref();
			guard.channel?.unref();
			// Pipes of a child process are sockets, whatever their type says.
			for (const pipe of [guard.stdout, guard.stderr]) (pipe as Socket | null)?.unref();
		},
	};
}
