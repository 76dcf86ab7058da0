import { rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import type { Progress } from '../../terminal/progress';
import { outputOf, type Execution } from '../../n8n/execution';
import { installN8n } from '../../n8n/installN8n';
import { packProject } from '../../n8n/packProject';
import { startN8n, type RunningN8n } from '../../n8n/n8nProcess';
import { BenchError } from '../BenchError';
import { describeMachine, type Machine } from '../machine';
import { summaryOf, type Summary } from '../statistics';
import { startReceivers, type Receiver } from './receivers';

/** How many callbacks are sent, and how. */
export interface CallbackPlan {
	/** Callbacks that each receiver is sent in one turn. */
	deliveries: number;
	/** Callbacks that are under way at once. */
	atOnce: number;
	/** How often every receiver has its turn. */
	pairs: number;
}

/** What one receiver made of its turns. */
export interface ReceiverResults {
	receiver: string;
	/** From the first callback until the last one's execution has ended. */
	executionsPerSecond: Summary;
	/** From sending a callback until its answer, in ms. */
	answerMs: { p50: number; p99: number };
	/** Callbacks answered with 200. */
	accepted: number;
	/** Accepted callbacks whose execution is stored exactly once. */
	executedOnce: number;
	/** Executions beyond the first of a callback. */
	repeated: number;
}

export interface CallbackResults {
	/** ISO 8601. */
	date: string;
	n8nVersion: string;
	machine: Machine;
	plan: CallbackPlan;
	receivers: ReceiverResults[];
	/** The trigger's executions per second in terms of the Webhook node's, taken pair by pair. */
	ratio: Summary;
}

/** What the measurement is given besides its plan. */
interface Surroundings {
	progress: Progress;
	/** Ends the measurement, in whatever step it is. */
	signal: AbortSignal;
}

const millisecondsBetweenLooks = 250;
const millisecondsToCatchUp = 300_000;
const executionsReadAtOnce = 8;

/** Sends callbacks to the trigger and to n8n's own Webhook node by turns, in one n8n, and counts what comes of them. */
export async function measureCallbacks(
	plan: CallbackPlan,
	{ progress, signal }: Surroundings,
): Promise<CallbackResults> {
	const machine = describeMachine();
	const installation = await installN8n({ onProgress: (step) => progress.begin(step), signal });
	progress.begin('Packing this project');
	const tarball = await packProject();
	try {
		progress.begin('Starting n8n for callbacks');
		const n8n = await startN8n({ installation, packages: [tarball], signal });
		try {
			const turns = await takeTurns(n8n, plan, { progress, signal });
			return { date: new Date().toISOString(), n8nVersion: installation.version, machine, plan, ...turns };
		} finally {
			await n8n.stop();
		}
	} finally {
		await rm(dirname(tarball), { recursive: true, force: true });
	}
}

async function takeTurns(
	n8n: RunningN8n,
	plan: CallbackPlan,
	{ progress, signal }: Surroundings,
): Promise<Pick<CallbackResults, 'receivers' | 'ratio'>> {
	const agent = new Agent({ connections: plan.atOnce });
	try {
		const turns = (await startReceivers(n8n)).map((receiver) => new Turns(n8n, receiver, plan, agent));
		for (const receiver of turns) await receiver.warmUp();
		for (let pair = 0; pair < plan.pairs; pair++) {
			const order = pair % 2 === 0 ? turns : [...turns].reverse();
			for (const receiver of order) {
				signal.throwIfAborted();
				progress.begin(`Callbacks: ${receiver.name} (${pair + 1} of ${plan.pairs})`);
				await receiver.take();
			}
		}
		progress.begin('Reading every execution of the callbacks');
		const receivers = [];
		for (const receiver of turns) receivers.push(await receiver.results());
		progress.finish();
		const [own, others] = turns.map(({ rates }) => rates);
		return {
			receivers,
			ratio: summaryOf((own ?? []).map((rate, pair) => rate / (others?.[pair] ?? NaN))),
		};
	} finally {
		await agent.destroy();
	}
}

/** The turns of one receiver. */
class Turns {
	readonly rates: number[] = [];
	private readonly answerNs: RecordableHistogram = createHistogram();
	private readonly accepted = new Set<string>();
	private sent = 0;

	constructor(
		private readonly n8n: RunningN8n,
		private readonly receiver: Receiver,
		private readonly plan: CallbackPlan,
		private readonly agent: Agent,
	) {}

	get name(): string {
		return this.receiver.name;
	}

	/** Lets n8n compile and cache what the first callbacks need. */
	async warmUp(): Promise<void> {
		await this.sendAll(this.plan.atOnce);
		await this.untilExecuted();
		this.answerNs.reset();
	}

	async take(): Promise<void> {
		const began = performance.now();
		await this.sendAll(this.plan.deliveries);
		await this.untilExecuted();
		this.rates.push(this.plan.deliveries / ((performance.now() - began) / 1000));
	}

	async results(): Promise<ReceiverResults> {
		const timesExecuted = new Map<string, number>();
		for (const videoNo of await this.executedVideoNos()) {
			timesExecuted.set(videoNo, (timesExecuted.get(videoNo) ?? 0) + 1);
		}
		const counts = [...this.accepted].map((videoNo) => timesExecuted.get(videoNo) ?? 0);
		return {
			receiver: this.name,
			executionsPerSecond: summaryOf(this.rates),
			answerMs: { p50: this.answerNs.percentile(50) / 1e6, p99: this.answerNs.percentile(99) / 1e6 },
			accepted: this.accepted.size,
			executedOnce: counts.filter((count) => count === 1).length,
			repeated: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
		};
	}

	private async sendAll(count: number): Promise<void> {
		const last = this.sent + count;
		const sender = async () => {
			while (this.sent < last) await this.sendOne(`VI${String(++this.sent).padStart(18, '0')}`);
		};
		await Promise.all(Array.from({ length: this.plan.atOnce }, sender));
	}

	private async sendOne(videoNo: string): Promise<void> {
		const began = performance.now();
		const answer = await request(this.receiver.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json' },
			body: JSON.stringify({ videoNo, status: 'PARSE' }),
			dispatcher: this.agent,
		});
		await answer.body.dump();
		this.answerNs.record(Math.round((performance.now() - began) * 1e6));
		if (answer.statusCode === 200) this.accepted.add(videoNo);
	}

	private async untilExecuted(): Promise<void> {
		const deadline = performance.now() + millisecondsToCatchUp;
		for (;;) {
			const ended = await this.n8n.api.countExecutions(this.receiver.workflowId, { status: ['success'] });
			if (ended >= this.accepted.size) return;
			if (performance.now() > deadline) {
				throw new BenchError(
					`Of ${this.accepted.size} accepted callbacks of the ${this.name}, only ${ended} were executed.`,
				);
			}
			await sleep(millisecondsBetweenLooks);
		}
	}

	private async executedVideoNos(): Promise<string[]> {
		const ids = await this.n8n.api.executionIds(this.receiver.workflowId);
		const videoNos: string[] = [];
		const reader = async () => {
			for (let id = ids.pop(); id !== undefined; id = ids.pop()) {
				videoNos.push(this.videoNoOf(await this.n8n.api.execution(id)));
			}
		};
		await Promise.all(Array.from({ length: executionsReadAtOnce }, reader));
		return videoNos;
	}

	private videoNoOf(execution: Execution): string {
		const [item] = outputOf(execution, this.receiver.nodeName);
		const callback = (item?.body ?? item) as { videoNo?: string } | undefined;
		return callback?.videoNo ?? '';
	}
}
