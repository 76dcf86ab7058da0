import { setTimeout as sleep } from 'node:timers/promises';
import { Agent } from 'undici';
import { startN8n, type RunningN8n } from '../../n8n/n8nProcess';
import { freePort } from '../../n8n/ports';
import { N8nApiError } from '../../n8n/restClient';
import { withPackage } from '../../n8n/withPackage';
import { startSimulator } from '../../simulator/simulator';
import { sendAsStrangers, strangersKinds, type StrangersKind } from '../../simulator/strangers';
import { Inspector } from '../inspector';
import { describeMachine, type Machine } from '../machine';
import type { Surroundings } from './callbackLoad';
import { apiKey, signed, startTrigger, type Receiver } from './receivers';

/** No call of a stranger may hold n8n's event loop for longer, in ms. */
const MAX_HOLD_MS = 50;

/** How many calls strangers send to a trigger. */
export interface StrangersPlan {
	/** Of all kinds. */
	calls: number;
}

/** How long n8n's event loop stood still at most while calls of one kind came, one at a time but for those that wait. */
export interface Hold {
	/** In ms of the clock: also what the machine's other programs, and V8's collections of n8n's whole heap, took meanwhile. */
	longestMs: number;
	/** In ms of processor time: the most that the main thread worked, collections aside, without looking at its events. */
	longestWorkMs: number;
}

/** A wait for other programs, or for a collection that was due anyway, is no hold of the call's. */
export function isTooLong({ longestWorkMs }: Hold): boolean {
	return longestWorkMs > MAX_HOLD_MS;
}

/** What n8n made of the calls of one kind. */
export interface KindResults extends Hold {
	kind: string;
	calls: number;
	/** How many were answered with which HTTP status. */
	answered: Record<string, number>;
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
		const environment = { NODE_OPTIONS: Inspector.nodeOptions(port) };
		const n8n = await startN8n({ installation, packages: [tarball], environment, signal });
		const memoriesAi = await startSimulator({ apiKeys: [apiKey] });
		try {
			const inspector = await Inspector.connect(port);
			const trigger = await startTrigger(n8n, {
				apiBaseUrl: memoriesAi.url,
				apiVersion: 'auto',
				callbackCheck: 'signedOrConfirmed',
			});
			progress.begin('Strangers: warm-up');
			for (const kind of strangersKinds) await warmUp(kind, trigger);
			await sleep(afterStartMs);
			const kinds: KindResults[] = [];
			for (const kind of strangersKinds) {
				signal.throwIfAborted();
				const calls = Math.ceil((plan.calls * kind.percent) / 100);
				progress.begin(`Strangers: ${kind.kind} (${calls})`);
				kinds.push({ kind: kind.kind, ...(await callsOfKind(kind, calls, trigger, inspector)) });
			}
			const kept = await whatIsKept(n8n, trigger);
			const requests = memoriesAi.journal.length;
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

/** Enough for n8n to compile what it needs. */
const warmUpCalls = 100;

/** What n8n puts off at its start is done by then. */
const afterStartMs = 30_000;

/** After more bodies of 1 MB at a time, n8n was seen to answer 503 for a while. */
const warmUpsAtOnce = 50;

/** Calls that wait for the same request are answered in one go. */
const waitingAtOnce = 12;

/** Made-up numbers that n8n has seen are answered at once for a minute; those that wait are to be new to it. */
async function warmUp(kind: StrangersKind, trigger: Receiver): Promise<void> {
	if (kind.waits !== true) await sendTo(trigger, kind, { calls: warmUpCalls, atOnce: warmUpsAtOnce });
}

async function callsOfKind(
	kind: StrangersKind,
	calls: number,
	trigger: Receiver,
	inspector: Inspector,
): Promise<Omit<KindResults, 'kind'>> {
	await warmUp(kind, trigger);
	await inspector.evaluate(watchEventLoop);
	const answered = await sendTo(trigger, kind, { calls, atOnce: kind.waits === true ? waitingAtOnce : 1 });
	const hold = JSON.parse(String(await inspector.evaluate(longestHold))) as Hold;
	return { calls, answered, ...hold };
}

async function sendTo(
	{ url }: Receiver,
	kind: StrangersKind,
	howMany: { calls: number; atOnce: number },
): Promise<Record<string, number>> {
	const dispatcher = new Agent();
	try {
		return await sendAsStrangers({ url, leakedLink: signed(url) }, kind, { ...howMany, dispatcher });
	} finally {
		await dispatcher.close();
	}
}

/** The histogram holds the time between two looks, which is the resolution where nothing holds the loop. */
const resolutionMs = 1;

const watchEventLoop = `
	globalThis.benchWatch?.stop();
	globalThis.benchWatch = (() => {
		const { monitorEventLoopDelay, PerformanceObserver } = process.getBuiltinModule('node:perf_hooks');
		const delay = monitorEventLoopDelay({ resolution: ${resolutionMs} });
		delay.enable();
		const collections = [];
		const keep = (entries) => collections.push(...entries);
		const observer = new PerformanceObserver((list) => keep(list.getEntries()));
		observer.observe({ entryTypes: ['gc'] });
		// Collections are told of later, so each long turn is kept until the end.
		const turns = [];
		let lastLook = performance.now();
		let lastUsage = process.threadCpuUsage();
		const looks = setInterval(() => {
			const { user, system } = process.threadCpuUsage(lastUsage);
			const now = performance.now();
			const workMs = (user + system) / 1e3;
			if (workMs > ${resolutionMs * 5}) turns.push({ from: lastLook, to: now, workMs });
			lastLook = now;
			lastUsage = process.threadCpuUsage();
		}, ${resolutionMs});
		const collecting = ({ from, to }) =>
			collections.reduce((sum, { startTime, duration }) => sum + Math.max(0, Math.min(startTime + duration, to) - Math.max(startTime, from)), 0);
		return {
			longest: () => {
				keep(observer.takeRecords());
				const works = turns.map((turn) => turn.workMs - collecting(turn));
				return JSON.stringify({ longestMs: delay.max / 1e6 - ${resolutionMs}, longestWorkMs: Math.max(0, ...works) });
			},
			stop: () => { clearInterval(looks); delay.disable(); observer.disconnect(); },
		};
	})();
	undefined;`;

const longestHold = 'benchWatch.longest()';

async function whatIsKept(
	n8n: RunningN8n,
	{ workflowId }: Receiver,
): Promise<Pick<StrangersResults, 'errorLines' | 'executions'>> {
	const { length: executions } = await executionIds(n8n, workflowId);
	const errorLines = n8n
		.logs()
		.split('\n')
		.filter((line) => /error/i.test(line) && /webhook|memories\.ai/i.test(line)).length;
	return { executions, errorLines };
}

/** After a flood, n8n takes its database for lost until it has asked it again. */
const DATABASE_CHECK_MS = 2_000;
const MOST_DATABASE_CHECKS = 30;

async function executionIds(n8n: RunningN8n, workflowId: string): Promise<string[]> {
	for (let checks = 1; ; checks++) {
		try {
			return await n8n.api.executionIds(workflowId);
		} catch (error) {
			const isPassing = error instanceof N8nApiError && error.status === 503;
			if (!isPassing || checks >= MOST_DATABASE_CHECKS) throw error;
			await sleep(DATABASE_CHECK_MS);
		}
	}
}
