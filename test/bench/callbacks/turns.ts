import { createHistogram, type RecordableHistogram } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { request, type Agent } from 'undici';
import { outputOf, type Execution } from '../../n8n/execution';
import type { RunningN8n } from '../../n8n/n8nProcess';
import { BenchError } from '../BenchError';
import { watchProcess } from '../processFigures';
import type { Receiver } from './receivers';

/**
 * How n8n evaluates expressions, its `N8N_EXPRESSION_ENGINE`. With `vm`, the default, every execution begins with a new
 * V8 isolate, and so does every call of a webhook, unless it is for a Webhook node without expressions: n8n spares
 * only its own node that one. Reading a credential takes another. With `vmLazy` (n8n PR #37614, off by default) they are
 * made when an expression asks for one. With `legacy` there are none.
 */
export type ExpressionEngine = 'legacy' | 'vm' | 'vmLazy';

/** The environment variables of an n8n with this engine. */
export function environmentOf(expressionEngine: ExpressionEngine): Record<string, string> {
	return expressionEngine === 'vmLazy'
		? { N8N_EXPRESSION_ENGINE: 'vm', N8N_EXPRESSION_ENGINE_LAZY_ACQUIRE: 'true' }
		: { N8N_EXPRESSION_ENGINE: expressionEngine };
}

/** How many callbacks are sent, how, and to which n8n. */
export interface CallbackPlan {
	/** Each is one n8n of its own. */
	expressionEngines: ExpressionEngine[];
	/** Callbacks that each receiver is sent in one turn. */
	deliveries: number;
	/** Callbacks that are under way at once. */
	atOnce: number;
	/** How often every receiver has its turn. */
	turns: number;
}

/** What n8n made of the callbacks of one turn. */
export interface Turn {
	/** From the first callback until the last one's execution has ended. */
	executionsPerSecond: number;
	/** User and system time of n8n for one callback and its execution, in ms. */
	cpuMs: number;
}

/** What became of the callbacks of all turns of a receiver. */
export interface Deliveries {
	sent: number;
	/** Answered with 200. */
	accepted: number;
	/** Accepted, and stored as exactly one execution. */
	executedOnce: number;
	/** Executions beyond the first of a callback. */
	repeated: number;
	/** From sending a callback until its answer, in ms. */
	answerMs: { p50: number; p99: number };
}

const millisecondsBetweenLooks = 250;
const millisecondsToCatchUp = 300_000;
const executionsReadAtOnce = 8;

/** Takes the turns of one receiver and counts what comes of them. */
export class Turns {
	readonly taken: Turn[] = [];
	private readonly answerNs: RecordableHistogram = createHistogram();
	private readonly accepted = new Set<string>();
	private sent = 0;
	private warmUps = 0;

	constructor(
		private readonly n8n: RunningN8n,
		private readonly receiver: Receiver,
		private readonly plan: CallbackPlan,
		private readonly agent: Agent,
	) {}

	get name(): string {
		return this.receiver.name;
	}

	/** Lets n8n compile and cache what the first callbacks need; these do not count. */
	async warmUp(): Promise<void> {
		await this.sendAll(this.plan.atOnce);
		await this.untilExecuted();
		this.warmUps = this.accepted.size;
		this.accepted.clear();
		this.answerNs.reset();
	}

	async take(): Promise<void> {
		const endWatch = watchProcess(this.n8n.pid);
		const began = performance.now();
		await this.sendAll(this.plan.deliveries);
		await this.untilExecuted();
		const seconds = (performance.now() - began) / 1000;
		this.taken.push({
			executionsPerSecond: this.plan.deliveries / seconds,
			cpuMs: (endWatch().cpuSeconds * 1000) / this.plan.deliveries,
		});
	}

	/** Reads every execution that n8n has stored of this receiver. */
	async deliveries(): Promise<Deliveries> {
		const timesExecuted = new Map<string, number>();
		for (const videoNo of await this.executedVideoNos()) {
			timesExecuted.set(videoNo, (timesExecuted.get(videoNo) ?? 0) + 1);
		}
		const counts = [...this.accepted].map((videoNo) => timesExecuted.get(videoNo) ?? 0);
		return {
			sent: this.plan.deliveries * this.taken.length,
			accepted: this.accepted.size,
			executedOnce: counts.filter((count) => count === 1).length,
			repeated: counts.reduce((sum, count) => sum + Math.max(0, count - 1), 0),
			answerMs: { p50: this.answerNs.percentile(50) / 1e6, p99: this.answerNs.percentile(99) / 1e6 },
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
		const answer = await request(this.receiver.nextLink?.() ?? this.receiver.url, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...this.receiver.headers },
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
			const stored = await this.n8n.api.countExecutions(this.receiver.workflowId, { status: ['success'] });
			const ended = stored - this.warmUps;
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
