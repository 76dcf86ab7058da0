import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { BenchError } from '../BenchError';
import type { Load } from '../plan';
import { wayNames, type Sending, type Sent, type Way } from './way';

/** Uploads by `curl -F`, in a process of its own for each run. */
export class CurlWay implements Way {
	readonly name = wayNames.curl;

	constructor(
		private readonly uploadUrl: string,
		private readonly apiKey: string,
	) {}

	/** Whether this machine has curl. */
	static isInstalled(): boolean {
		return spawnSync('curl', ['--version']).status === 0;
	}

	async settle(): Promise<number> {
		return 0;
	}

	send({ executions }: Pick<Load, 'executions'>, paths: string[]): Sending {
		const curl = spawn('curl', this.argumentsFor(executions, paths), { stdio: 'ignore' });
		if (curl.pid === undefined) throw new BenchError('curl did not start');
		return { pid: curl.pid, done: endOf(curl) };
	}

	async close(): Promise<void> {
		// Nothing runs between uploads.
	}

	private argumentsFor(executions: number, paths: string[]): string[] {
		const requests = Array.from({ length: executions }, () => paths)
			.flat()
			.map((path) => [
				...['--silent', '--fail', '--output', '/dev/null'],
				...['--header', `Authorization: ${this.apiKey}`],
				...['--form', `file=@${path};type=video/mp4`, this.uploadUrl],
			]);
		const parallel =
			executions === 1 ? [] : ['--parallel', '--parallel-immediate', '--parallel-max', String(executions)];
		return [
			...parallel,
			...requests.flatMap((request, index) => (index === 0 ? request : ['--next', ...request])),
		];
	}
}

async function endOf(curl: ReturnType<typeof spawn>): Promise<Sent> {
	const [exitCode, signal] = (await once(curl, 'exit')) as [number | null, string | null];
	if (exitCode !== 0) throw new BenchError(`curl failed: exit code ${exitCode ?? signal ?? 'unknown'}`);
	return {};
}
