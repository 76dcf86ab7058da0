import { Agent } from 'undici';
import { withPackage } from '../../n8n/withPackage';
import type { Progress } from '../../terminal/progress';
import { startN8n, type RunningN8n } from '../../n8n/n8nProcess';
import { describeMachine, type Machine } from '../machine';
import { summaryOf, type Summary } from '../statistics';
import { receiverNames, startReceivers } from './receivers';
import { environmentOf, Turns, type CallbackPlan, type Deliveries, type ExpressionEngine } from './turns';

/** What one receiver made of its turns. */
export interface ReceiverResults extends Deliveries {
	receiver: string;
	executionsPerSecond: Summary;
	cpuMs: Summary;
	/** Executions per second in terms of those of the Webhook node with Header Auth, taken turn by turn. */
	ratio: Summary;
}

/** What the receivers made of their turns in one n8n. */
export interface EngineResults {
	expressionEngine: ExpressionEngine;
	receivers: ReceiverResults[];
}

export interface CallbackResults {
	/** ISO 8601. */
	date: string;
	n8nVersion: string;
	machine: Machine;
	plan: CallbackPlan;
	engines: EngineResults[];
}

/** What a measurement is given besides its plan. */
export interface Surroundings {
	progress: Progress;
	/** Ends the measurement, in whatever step it is. */
	signal: AbortSignal;
}

/**
 * Sends callbacks to the trigger and to n8n's own Webhook node by turns, and counts what comes of them. The peer is the
 * Webhook node with Header Auth, which like the trigger has a credential to check.
 */
export async function measureCallbacks(
	plan: CallbackPlan,
	{ progress, signal }: Surroundings,
): Promise<CallbackResults> {
	const machine = describeMachine();
	const setUp = { onProgress: (step: string) => progress.begin(step), signal };
	return await withPackage(setUp, async ({ installation, tarball }) => {
		const engines: EngineResults[] = [];
		for (const expressionEngine of plan.expressionEngines) {
			progress.begin(`Callbacks: starting n8n with the expression engine ${expressionEngine}`);
			const environment = environmentOf(expressionEngine);
			const n8n = await startN8n({ installation, packages: [tarball], environment, signal });
			try {
				engines.push({ expressionEngine, receivers: await takeTurns(n8n, plan, { progress, signal }) });
			} finally {
				await n8n.stop();
			}
		}
		return { date: new Date().toISOString(), n8nVersion: installation.version, machine, plan, engines };
	});
}

async function takeTurns(
	n8n: RunningN8n,
	plan: CallbackPlan,
	{ progress, signal }: Surroundings,
): Promise<ReceiverResults[]> {
	const agent = new Agent({ connections: plan.atOnce });
	try {
		const receivers = (await startReceivers(n8n)).map((receiver) => new Turns(n8n, receiver, plan, agent));
		for (const receiver of receivers) await receiver.warmUp();
		for (let turn = 0; turn < plan.turns; turn++) {
			const order = turn % 2 === 0 ? receivers : [...receivers].reverse();
			for (const receiver of order) {
				signal.throwIfAborted();
				progress.begin(`Callbacks: ${receiver.name} (${turn + 1} of ${plan.turns})`);
				await receiver.take();
			}
		}
		progress.begin('Callbacks: reading every execution');
		const peer = receivers.find(({ name }) => name === receiverNames.webhookWithHeaderAuth);
		const results: ReceiverResults[] = [];
		for (const receiver of receivers) {
			results.push({
				receiver: receiver.name,
				executionsPerSecond: summaryOf(ratesOf(receiver)),
				cpuMs: summaryOf(receiver.taken.map(({ cpuMs }) => cpuMs)),
				ratio: summaryOf(ratesOf(receiver).map((rate, turn) => rate / (ratesOf(peer)[turn] ?? NaN))),
				...(await receiver.deliveries()),
			});
		}
		progress.finish();
		return results;
	} finally {
		await agent.destroy();
	}
}

function ratesOf(receiver: Turns | undefined): number[] {
	return (receiver?.taken ?? []).map(({ executionsPerSecond }) => executionsPerSecond);
}
