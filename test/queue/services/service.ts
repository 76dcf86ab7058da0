import { startGuarded, type GuardedProcess } from '../../n8n/guardedProcess';
import { lastLines } from '../../n8n/npm';
import { QueueError } from '../QueueError';

/** A server that n8n needs, on a port of its own. */
export interface Service {
	name: string;
	port: number;
	pid: number;
	stop(): Promise<void>;
}

interface ServiceOrder {
	name: string;
	port: number;
	file: string;
	args: readonly string[];
	/** Where it keeps its data. */
	folder: string;
	/** What it prints once it takes connections. */
	readyText: string;
}

const MILLISECONDS_TO_END = 10_000;

/**
 * Starts a server and waits until it says that it is ready.
 *
 * @throws {QueueError} with its last words when it ends instead
 */
export async function startService(order: ServiceOrder): Promise<Service> {
	const { name, port, file, args, folder, readyText } = order;
	let printed = '';
	let server: GuardedProcess | undefined;
	const ready = new Promise<void>((resolve) => {
		server = startGuarded({
			file,
			args,
			cwd: folder,
			env: { PATH: process.env.PATH, LC_ALL: 'C' },
			millisecondsToEnd: MILLISECONDS_TO_END,
			onOutput: (text) => {
				printed += text;
				if (printed.includes(readyText)) resolve();
			},
		});
	});
	if (server === undefined) throw new Error('A promise is begun at once');
	const { pid, ended } = server;
	const stop = server.end.bind(server);
	const earlyEnd = ended.then((exitCode) => {
		throw new QueueError(`${name} ended with exit code ${exitCode}:\n${lastLines(printed, 10)}`);
	});
	await Promise.race([ready, earlyEnd]);
	earlyEnd.catch(() => undefined);
	return { name, port, pid: await pid, stop };
}
