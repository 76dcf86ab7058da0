import { Agent } from 'undici';
import { startN8n, type RunningN8n } from '../../n8n/n8nProcess';
import { freePort, localhost } from '../../n8n/ports';
import { withPackage } from '../../n8n/withPackage';
import { startSimulator } from '../../simulator/simulator';
import { sendAsStrangers, strangersKinds, type StrangersKind } from '../../simulator/strangers';
import { Inspector } from '../inspector';
import { describeMachine, type Machine } from '../machine';
import type { Surroundings } from './callbackLoad';
import { apiKey, signed, startTrigger, startWebhook, type Receiver } from './receivers';

/** No call of a stranger may hold n8n's event loop for longer, in ms. */
const MAX_HOLD_MS = 50;

/** How many calls strangers send to a trigger. */
export interface StrangersPlan {
	/** Of all kinds. */
	calls: number;
}

/** How long n8n's event loop stood still at most while calls of one kind came, one at a time but for those that wait. */
export interface Hold {
	/** In ms: of the clock, so with what the machine's other programs took meanwhile. */
	longestMs: number;
	/** In ms: the most that the main thread itself worked without looking at its events. */
	longestWorkMs: number;
}

/** A wait of which most was other programs' work is no hold. */
export function isTooLong({ longestMs, longestWorkMs }: Hold): boolean {
	return longestMs > MAX_HOLD_MS && longestWorkMs > MAX_HOLD_MS;
}

/** What n8n made of the calls of one kind. */
export interface KindResults extends Hold {
	kind: string;
	calls: number;
	/** How many were answered with which HTTP status. */
	answered: Record<string, number>;
	/**
	 * What calls of this kind cost at n8n's plain Webhook node, where the trigger's hold is too long: n8n's own work, and V8's
	 * for what is received.
	 */
	webhookNode?: Hold & { calls: number };
}

export interface StrangersResults {
	/** ISO 8601. */
	date: string;
	n8nVersion: string;
	machine: Machine;
	plan: StrangersPlan;
	kinds: KindResults[];
	/** What n8n has kept of all these calls. */
	executions: number;
	/** Lines of error about webhooks or the trigger that n8n has printed. */
	errorLines: number;
	/** What all these calls cost memories.ai. */
	requests: number;
}

/** Sends junk, forgeries and bodies made to cost time to a trigger, and counts what they cost. */
export async function measureStrangers(
	plan: StrangersPlan,
	{ progress, signal }: Surroundings,
): Promise<StrangersResults> {
	const machine = describeMachine();
	const setUp = { onProgress: (step: string) => progress.begin(step), signal };
	return await withPackage(setUp, async ({ installation, tarball }) => {
		progress.begin('Strangers: starting n8n');
		const port = await freePort();
		const environment = { NODE_OPTIONS: `--inspect=${localhost}:${port}` };
		const n8n = await startN8n({ installation, packages: [tarball], environment, signal });
		const memoriesAi = await startSimulator({ apiKeys: [apiKey] });
		try {
			const inspector = await Inspector.connect(port);
			const trigger = await startTrigger(n8n, {
				apiBaseUrl: memoriesAi.url,
				apiVersion: 'auto',
				callbackCheck: 'signedOrConfirmed',
			});
			const kinds: KindResults[] = [];
			for (const kind of strangersKinds) {
				signal.throwIfAborted();
				const calls = Math.ceil((plan.calls * kind.percent) / 100);
				progress.begin(`Strangers: ${kind.kind} (${calls})`);
				kinds.push({ kind: kind.kind, ...(await callsOfKind(kind, calls, trigger, inspector)) });
			}
			const kept = await whatIsKept(n8n, trigger);
			const requests = memoriesAi.journal.length;
			// Only now: it prints an error for what n8n cannot parse.
			const webhook = await startWebhook(n8n);
			for (const results of kinds) {
				const kind = strangersKinds.find((known) => known.kind === results.kind);
				if (kind === undefined || !isComparable(kind) || !isTooLong(results)) continue;
				signal.throwIfAborted();
				const calls = Math.min(results.calls, MOST_CALLS_TO_WEBHOOK_NODE);
				progress.begin(`Strangers at the Webhook node: ${kind.kind} (${calls})`);
				const { longestMs, longestWorkMs } = await callsOfKind(kind, calls, webhook, inspector);
				results.webhookNode = { calls, longestMs, longestWorkMs };
			}
			inspector.close();
			progress.finish();
			const { version: n8nVersion } = installation;
			return { date: new Date().toISOString(), n8nVersion, machine, plan, kinds, ...kept, requests };
		} finally {
			await n8n.stop();
			await memoriesAi.close();
		}
	});
}

/** Enough for n8n to compile what it needs; made-up numbers that it has seen are answered at once for a minute. */
const warmUpCalls = 100;

/** Calls that wait for each other's request cost time one after the other, and nothing else. */
const waitingAtOnce = 50;

/** Fewer calls have a shorter longest hold, if anything, so that the comparison favours the Webhook node. */
const MOST_CALLS_TO_WEBHOOK_NODE = 200;

/** Of a leaked link, the Webhook node makes an execution with all that the trigger refuses to read. */
function isComparable({ link }: StrangersKind): boolean {
	return link !== 'leaked';
}

type CallsOfKind = Omit<KindResults, 'kind' | 'webhookNode'>;

async function callsOfKind(
	kind: StrangersKind,
	calls: number,
	{ url }: Receiver,
	inspector: Inspector,
): Promise<CallsOfKind> {
	const dispatcher = new Agent();
	const address = { url, leakedLink: signed(url) };
	try {
		const [warmUps, atOnce] = kind.waits === true ? [0, waitingAtOnce] : [warmUpCalls, 1];
		await sendAsStrangers(address, kind, { calls: warmUps, atOnce: waitingAtOnce, dispatcher });
		await inspector.evaluate(watchEventLoop);
		const answered = await sendAsStrangers(address, kind, { calls, atOnce, dispatcher });
		const hold = JSON.parse(String(await inspector.evaluate(longestHold))) as Hold;
		return { calls, answered, ...hold };
	} finally {
		await dispatcher.close();
	}
}

/** The histogram holds the time between two looks, which is the resolution where nothing holds the loop. */
const resolutionMs = 1;

const watchEventLoop = `
	globalThis.benchWatch?.stop();
	globalThis.benchWatch = (() => {
		const delay = process.getBuiltinModule('node:perf_hooks').monitorEventLoopDelay({ resolution: ${resolutionMs} });
		delay.enable();
		let longestWorkMs = 0;
		let lastLook = process.threadCpuUsage();
		const looks = setInterval(() => {
			const { user, system } = process.threadCpuUsage(lastLook);
			longestWorkMs = Math.max(longestWorkMs, (user + system) / 1e3);
			lastLook = process.threadCpuUsage();
		}, ${resolutionMs});
		return {
			longest: () => JSON.stringify({ longestMs: delay.max / 1e6 - ${resolutionMs}, longestWorkMs }),
			stop: () => { clearInterval(looks); delay.disable(); },
		};
	})();
	undefined;`;

const longestHold = 'benchWatch.longest()';

async function whatIsKept(
	n8n: RunningN8n,
	{ workflowId }: Receiver,
): Promise<Pick<StrangersResults, 'errorLines' | 'executions'>> {
	const { length: executions } = await n8n.api.executionIds(workflowId);
	const errorLines = n8n
		.logs()
		.split('\n')
		.filter((line) => /error/i.test(line) && /webhook|memories\.ai/i.test(line)).length;
	return { executions, errorLines };
}
