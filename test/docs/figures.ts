import { readFileSync } from 'node:fs';
import path from 'node:path';
import { receiverNames } from '../bench/callbacks/receivers';
import type { CallbackResults, EngineResults } from '../bench/callbacks/callbackLoad';
import type { StrangersResults } from '../bench/callbacks/strangersLoad';
import type { RepeatedUploads } from '../bench/repeatedUploads';
import type { BenchResults } from '../bench/results';
import { wayNames } from '../bench/ways/way';
import { projectFolder } from '../n8n/packProject';
import { benchmarkTables } from './benchmarkTables';
import { withGeneratedPart } from './generatedPart';

/** The page that has the figures. */
export const performancePage = path.join(projectFolder, 'docs', 'performance.md');

/** A document with the figures that the benchmark has written last. */
export function withFigures(document: string): string {
	const parts: Array<[name: string, lines: string[]]> = [
		['upload-figures', uploadFigures()],
		['callback-figures', callbackFigures()],
		['strangers-figures', strangersFigures()],
		['figures', benchmarkTables(resultsIn('benchmark.json') as BenchResults)],
	];
	return parts.reduce(
		(page, [name, lines]) => withGeneratedPart(page, name, 'npm run docs', lines),
		document,
	);
}

function uploadFigures(): string[] {
	const largest = (resultsIn('benchmark.json') as BenchResults).loads.find(({ load }) => load.id === '3GiB');
	const memory = (name: string) =>
		megabytes(largest?.ways.find(({ way }) => way === name)?.summaries.peakRssAboveIdleBytes?.median);
	const timesAsFastAs = (name: string) =>
		largest?.comparisons
			.find((comparison) => comparison.with === name)
			?.ratios.throughputMBps.median.toFixed(1);
	const { atRest, plan } = resultsIn('benchmark-repeats.json') as RepeatedUploads;
	return [
		`- An upload of 3 GiB takes n8n ${memory(wayNames.memoriesAiNode)} of memory above idle, where the HTTP Request node takes ${memory(wayNames.httpRequestNode)}.`,
		`- It goes ${timesAsFastAs(wayNames.httpRequestNode)} times as fast as with the HTTP Request node, and ${timesAsFastAs(wayNames.undiciInN8n)} times as fast as with undici and form-data inside n8n.`,
		`- ${plan.uploads} uploads of ${plan.fileBytes / 1024 ** 2} MiB one after the other leave nothing behind: n8n at rest has ${megabytes(atRest[0]?.rssBytes)} before and ${megabytes(atRest.at(-1)?.rssBytes)} after them.`,
	];
}

function callbackFigures(): string[] {
	const { engines, plan } = resultsIn('benchmark-callbacks.json') as CallbackResults;
	const [usual] = engines;
	const trigger = receiver(usual, receiverNames.trigger);
	const rate = (name: string) => Math.round(receiver(usual, name).executionsPerSecond.median);
	return [
		`On two cores n8n runs ${rate(receiverNames.trigger)} callbacks a second, its own Webhook node ${rate(receiverNames.webhookWithHeaderAuth)} with Header Auth and ${rate(receiverNames.webhook)} without. Of ${trigger.sent.toLocaleString('en')} callbacks, ${plan.atOnce} at a time, ${trigger.executedOnce.toLocaleString('en')} were executed exactly once.`,
	];
}

function strangersFigures(): string[] {
	const { kinds, executions, errorLines, requests } = resultsIn(
		'benchmark-strangers.json',
	) as StrangersResults;
	const calls = kinds.reduce((sum, kind) => sum + kind.calls, 0);
	const longestWorkMs = Math.max(...kinds.map((kind) => kind.longestWorkMs));
	return [
		`${calls.toLocaleString('en')} calls of strangers, of up to 2 MB, made ${executions} executions and ${errorLines} lines of error, and cost memories.ai ${requests} requests. None kept n8n's main thread busy for more than ${Math.ceil(longestWorkMs)} ms at a time, collections of n8n's memory aside.`,
	];
}

function receiver(engine: EngineResults | undefined, name: string) {
	const found = engine?.receivers.find((one) => one.receiver === name);
	if (found === undefined) throw new Error(`docs/benchmark-callbacks.json has no ${name}`);
	return found;
}

function resultsIn(name: string): unknown {
	return JSON.parse(readFileSync(path.join(projectFolder, 'docs', name), 'utf8'));
}

function megabytes(bytes = NaN): string {
	return `${Math.round(bytes / 1e6)} MB`;
}
