import { Agent } from 'undici';
import { startN8n, type RunningN8n } from '../../n8n/n8nProcess';
import { freePort, localhost } from '../../n8n/ports';
import { withPackage } from '../../n8n/withPackage';
import { startSimulator } from '../../simulator/simulator';
import { sendAsStrangers, strangersKinds, type StrangersKind } from '../../simulator/strangers';
import { Inspector } from '../inspector';
import { describeMachine, type Machine } from '../machine';
import type { Surroundings } from './callbackLoad';
import { apiKey, startTrigger, type Receiver } from './receivers';

/** How many calls strangers send to a trigger. */
export interface StrangersPlan {
	/** Of all kinds. */
	calls: number;
}

/** What n8n made of the calls of one kind. */
export interface KindResults {
	kind: string;
	calls: number;
	/** How many were answered with which HTTP status. */
	answered: Record<string, number>;
	/** The longest time for which n8n's event loop stood still, in ms; calls come one at a time, but for those that wait. */
	longestHoldMs: number;
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
				kinds.push(await resultsOf(kind, calls, trigger, inspector));
			}
			inspector.close();
			progress.finish();
			const { version: n8nVersion } = installation;
			const kept = await whatIsKept(n8n, trigger);
			const requests = memoriesAi.journal.length;
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

async function resultsOf(
	kind: StrangersKind,
	calls: number,
	{ url }: Receiver,
	inspector: Inspector,
): Promise<KindResults> {
	const dispatcher = new Agent();
	try {
		const [warmUps, atOnce] = kind.waits === true ? [0, waitingAtOnce] : [warmUpCalls, 1];
		await sendAsStrangers(url, kind, { calls: warmUps, atOnce: waitingAtOnce, dispatcher });
		await inspector.evaluate(watchEventLoop);
		const answered = await sendAsStrangers(url, kind, { calls, atOnce, dispatcher });
		const longestHoldMs = Number(await inspector.evaluate(longestHold));
		return { kind: kind.kind, calls, answered, longestHoldMs };
	} finally {
		await dispatcher.close();
	}
}

/** The histogram holds the time between two looks, which is the resolution where nothing holds the loop. */
const resolutionMs = 1;

const watchEventLoop = `
	globalThis.benchDelay?.disable();
	globalThis.benchDelay = process.getBuiltinModule('node:perf_hooks')
		.monitorEventLoopDelay({ resolution: ${resolutionMs} });
	benchDelay.enable();`;

const longestHold = `benchDelay.max / 1e6 - ${resolutionMs}`;

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
