import { TestEnvironment } from 'jest-environment-node';
import type { RunningN8n } from '../../n8n/n8nProcess';
import { startPreparedN8n } from './preparedN8n';

declare global {
	/** An n8n for one file of tests after the other; each finds what the one before has left. */
	var n8nOfWorker: () => Promise<RunningN8n>;
}

let started: Promise<RunningN8n> | undefined;

/**
 * Starts an n8n for those files of tests that need none of their own, once in each process of Jest's: a start takes longer
 * than most of them. It ends with the process.
 */
export default class N8nOfWorker extends TestEnvironment {
	override async setup(): Promise<void> {
		await super.setup();
		this.global.n8nOfWorker = async () => await (started ??= start());
	}
}

async function start(): Promise<RunningN8n> {
	const forget = () => (started = undefined);
	try {
		const n8n = await startPreparedN8n({ binaryDataMode: 'filesystem' });
		n8n.unref();
		void n8n.ended.then(forget);
		return n8n;
	} catch (error) {
		forget();
		throw error;
	}
}
