import { BenchError } from './BenchError';
import { untilAborted } from '../terminal/interruption';
import { collectionsBetween, type CollectionFigures } from './collections';
import { uploadsOf, type Load } from './plan';
import { watchProcess, type ProcessUsage } from './processFigures';
import type { Sink } from './sink';
import type { Way } from './ways/way';

/**
 * What was measured when one way sent one load once: between the first headers and the end of the last body at the sink.
 * Garbage collections only where the way is a node in n8n.
 */
export interface Run extends ProcessUsage, Partial<CollectionFigures> {
	/** 10^6 bytes of request bodies per second. */
	throughputMBps: number;
	/** How long the uploading node ran, by n8n's own clock; only where there is a node. */
	nodeSeconds?: number;
}

/** Lets a way send a load once. */
export async function measure(
	way: Way,
	load: Load,
	{ paths, sink, signal }: { paths: string[]; sink: Sink; signal: AbortSignal },
): Promise<Run> {
	await way.settle();
	signal.throwIfAborted();
	let beganAtMs = NaN;
	let endedAtMs = NaN;
	let endWatch: (() => ProcessUsage) | undefined;
	let usage: ProcessUsage | undefined;
	const reception = sink.receive(uploadsOf(load), {
		onBegin: () => {
			beganAtMs = nowMs();
			endWatch = watchProcess(sending.pid);
		},
		onEnd: () => {
			usage = endWatch?.();
			endedAtMs = nowMs();
		},
	});
	const sending = way.send(load, paths, reception);
	const sent = Promise.race([sending.done, reception.then(async () => await sending.done)]);
	const { nodeSeconds, collections } = await untilAborted(signal, sent);
	if (usage === undefined) throw new BenchError(`${way.name} has ended before everything was sent.`);
	const { bodyBytes, seconds } = await reception;
	return {
		throughputMBps: bodyBytes / 1e6 / seconds,
		...usage,
		...(collections === undefined ? {} : collectionsBetween(beganAtMs, endedAtMs, collections)),
		...(nodeSeconds === undefined ? {} : { nodeSeconds }),
	};
}

/** On the clock that n8n's collections are dated by. */
function nowMs(): number {
	return performance.timeOrigin + performance.now();
}
