import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { BenchError } from './BenchError';
import type { SinkOrder, SinkReport } from './sinkMessages';

/** Uploads as the sink saw them: from the headers of the first to the end of the last body. */
export interface Reception {
	/** Bytes of all bodies, multipart framing included. */
	bodyBytes: number;
	seconds: number;
}

/** What to do at the two ends of a reception. */
export interface ReceptionListener {
	/** The headers of the first upload are there. */
	onBegin: () => void;
	/** The last body has ended. The sender has no answer yet, so it is still there. */
	onEnd: () => void;
}

/** The server that all uploads go to. */
export class Sink {
	private constructor(
		private readonly child: ChildProcess,
		readonly url: string,
		/** The same server, a round trip of `delayedRoundTripMs` away. */
		readonly delayedUrl: string,
	) {}

	static async start(): Promise<Sink> {
		const child = fork(join(__dirname, 'sinkProcess.ts'));
		const [{ url, delayedUrl }] = (await once(child, 'message')) as [SinkReport & { kind: 'listening' }];
		return new Sink(child, url, delayedUrl);
	}

	/** Takes a number of uploads, whoever sends them. */
	async receive(uploads: number, { onBegin, onEnd }: ReceptionListener): Promise<Reception> {
		let beganAt: number | undefined;
		let received = 0;
		let bodyBytes = 0;
		return await new Promise((resolve, reject) => {
			const onExit = () => reject(new BenchError('The server that takes the uploads has ended by itself.'));
			const onReport = (report: SinkReport) => {
				if (report.kind === 'refused') reject(new BenchError('A request came without the key.'));
				if (report.kind === 'begun' && beganAt === undefined) {
					beganAt = report.at;
					onBegin();
				}
				if (report.kind !== 'received' || beganAt === undefined) return;
				bodyBytes += report.bytes;
				if (++received === uploads) {
					onEnd();
					this.child.off('message', onReport).off('exit', onExit);
					resolve({ bodyBytes, seconds: (report.at - beganAt) / 1000 });
				}
				this.child.send({ answerUpload: report.upload } satisfies SinkOrder);
			};
			this.child.on('message', onReport).once('exit', onExit);
		});
	}

	async stop(): Promise<void> {
		if (this.child.exitCode !== null) return;
		const exited = once(this.child, 'exit');
		this.child.disconnect();
		await exited;
	}
}
