import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BenchError } from '../BenchError';
import type { Load } from '../plan';
import { rssAtRest } from '../rssAtRest';
import { wayNames, type Sending, type Sent, type Way } from './way';

/** Uploads by the libraries undici and form-data, without n8n. */
export class UndiciWay implements Way {
	readonly name = wayNames.undici;

	private readonly child: ChildProcess;

	/** @param node the Node executable to run */
	constructor(
		node: string,
		private readonly uploadUrl: string,
		private readonly apiKey: string,
	) {
		this.child = fork(join(__dirname, 'undiciSender.mjs'), { execPath: node, execArgv: ['--expose-gc'] });
	}

	async settle(): Promise<number> {
		return await rssAtRest(this.pid, async () => await this.order({ kind: 'collectGarbage' }));
	}

	send({ executions }: Pick<Load, 'executions'>, paths: string[]): Sending {
		const done = this.order({
			kind: 'send',
			url: this.uploadUrl,
			apiKey: this.apiKey,
			paths,
			senders: executions,
		});
		return { pid: this.pid, done };
	}

	async close(): Promise<void> {
		if (this.child.exitCode !== null) return;
		const exited = once(this.child, 'exit');
		this.child.disconnect();
		await exited;
	}

	private get pid(): number {
		if (this.child.pid === undefined) throw new BenchError(`${this.name} did not start`);
		return this.child.pid;
	}

	private async order(message: { kind: 'collectGarbage' } | ({ kind: 'send' } & UndiciOrder)): Promise<Sent> {
		const over = new AbortController();
		const answered = once(this.child, 'message', over) as Promise<[{ failure?: string }]>;
		const exited = once(this.child, 'exit', over).then(() => [{ failure: 'its process has ended' }] as const);
		this.child.send(message);
		const [{ failure }] = await Promise.race([answered, exited]).finally(() => over.abort());
		if (failure !== undefined) throw new BenchError(`${this.name} failed: ${failure}`);
		return {};
	}
}

interface UndiciOrder {
	url: string;
	apiKey: string;
	paths: string[];
	/** How many send all the paths at once. */
	senders: number;
}
