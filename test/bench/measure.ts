import { BenchError } from './BenchError';
import { untilAborted } from '../terminal/interruption';
import { uploadsOf, type Load } from './plan';
import { watchProcess, type ProcessUsage } from './processFigures';
import type { Sink } from './sink';
import type { Way } from './ways/way';

/** What was measured when one way sent one load once. */
export interface Run {
	/** 10^6 bytes of request bodies per second, between the first headers and the end of the last body at the sink. */
	throughputMBps: number;
	/** User and system time of the sending process in the same time. */
	cpuSeconds: number;
	/** The most resident memory of the sending process in the same time. */
	peakRssBytes: number;
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
	let endWatch: (() => ProcessUsage) | undefined;
	let usage: ProcessUsage | undefined;
	const reception = sink.receive(uploadsOf(load), {
		onBegin: () => (endWatch = watchProcess(sending.pid)),
		onEnd: () => (usage = endWatch?.()),
	});
	const sending = way.send(load, paths, reception);
	const sent = Promise.race([sending.done, reception.then(async () => await sending.done)]);
	const { nodeSeconds } = await untilAborted(signal, sent);
	if (usage === undefined) throw new BenchError(`${way.name} has ended before everything was sent.`);
	const { bodyBytes, seconds } = await reception;
	return {
		throughputMBps: bodyBytes / 1e6 / seconds,
		cpuSeconds: usage.cpuSeconds,
		peakRssBytes: usage.peakRssBytes,
		nodeSeconds,
	};
}
