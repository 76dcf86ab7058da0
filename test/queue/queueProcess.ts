import { setTimeout as sleep } from 'node:timers/promises';
import { startGuarded } from '../n8n/guardedProcess';
import type { N8nInstallation } from '../n8n/installN8n';
import { N8nSetupError } from '../n8n/N8nSetupError';
import { lastLines } from '../n8n/npm';
import { untilReady } from '../n8n/readiness';

/** What a process of an n8n in queue mode does: show the editor and give out work, do it, or take calls. */
export type Role = 'main' | 'worker' | 'webhook';

/** The command of n8n for a role. */
const commands: Record<Role, string> = { main: 'start', worker: 'worker', webhook: 'webhook' };

/** A process of an n8n in queue mode. */
export interface QueueProcess {
	role: Role;
	/** What it is called in reports, such as `worker 2`. */
	name: string;
	pid: number;
	/** Where it answers, without a slash at the end. */
	url: string;
	/** Everything it has printed. */
	logs(): string;
	/** Sends a signal to it alone, and waits until it is gone. */
	endWith(signal: 'SIGTERM' | 'SIGKILL'): Promise<void>;
	/** Ends it with all that it has started. */
	stop(): Promise<void>;
}

interface ProcessOrder {
	role: Role;
	name: string;
	installation: N8nInstallation;
	env: NodeJS.ProcessEnv;
	folder: string;
	url: string;
	/** Addresses that answer 200 once it is ready. */
	readyUrls: readonly string[];
	signal: AbortSignal;
}

const MILLISECONDS_TO_START = 240_000;

/**
 * Starts a process of n8n and waits until it is ready.
 *
 * @throws {N8nSetupError} with its last words when it does not come up
 */
export async function startQueueProcess(order: ProcessOrder): Promise<QueueProcess> {
	const { role, name, installation, env, folder, url, readyUrls, signal } = order;
	let printed = '';
	const n8n = startGuarded({
		file: installation.node,
		args: [installation.script, commands[role]],
		cwd: folder,
		env,
		millisecondsToEnd: 5_000,
		onOutput: (text) => (printed += text),
	});
	try {
		await untilReady(n8n, readyUrls, AbortSignal.any([AbortSignal.timeout(MILLISECONDS_TO_START), signal]));
	} catch (error) {
		await n8n.end();
		signal.throwIfAborted();
		throw new N8nSetupError(
			`The ${name} of n8n ${installation.version} did not start. ${(error as Error).message}`,
			'What it printed says why.',
			{ lastLines: lastLines(printed, 25), cause: error },
		);
	}
	const pid = await n8n.pid;
	return {
		role,
		name,
		pid,
		url,
		logs: () => printed,
		endWith: async (ending) => {
			process.kill(pid, ending);
			await n8n.ended;
		},
		stop: async () => await n8n.end(),
	};
}

/** Looks again and again until there is something to see, or until the time is over. */
export async function until<Seen>(
	timeoutMs: number,
	look: () => Promise<Seen | undefined>,
): Promise<Seen | undefined> {
	const deadline = Date.now() + timeoutMs;
	for (;;) {
		const seen = await look();
		if (seen !== undefined || Date.now() > deadline) return seen;
		await sleep(200);
	}
}
