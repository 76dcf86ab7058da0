import path from 'node:path';
import { projectFolder } from '../n8n/packProject';
import { generations } from '../queue/generations';
import { endings, type EndedUpload } from '../queue/parts/endedWorkers';
import { recordedResults, type QueueResults } from '../queue/results';
import { withGeneratedPart } from './generatedPart';

/** The page that has the tables. */
export const queuePage = path.join(projectFolder, 'docs', 'queue-mode.md');

/** A document with what the last run in queue mode has found. */
export function withQueueTables(document: string): string {
	const results = recordedResults();
	const tables: Record<string, string[]> = {
		queue: shownTable(results),
		'ended-workers': endedTable(results),
		database: databaseTable(results),
	};
	return Object.entries(tables).reduce(
		(text, [name, lines]) => withGeneratedPart(text, name, 'npm run test:queue', lines),
		document,
	);
}

function shownTable({ n8n, date, callbacks, uploads, waits }: QueueResults): string[] {
	const { sleeper } = waits;
	return table([
		['Shown with n8n ' + n8n + ` on ${date}`, ''],
		[
			`${callbacks.sent} signed callbacks to two webhook processors, by turns`,
			`${callbacks.onceOnly} events, each once`,
		],
		[
			`${uploads.uploads} uploads at once`,
			`${uploads.onceOnly} videos, each once, ${uploads.byWorker.join(' and ')} of them on the two workers`,
		],
		[
			`Polling Trigger, ${waits.polled.length} videos`,
			waits.polled.every((times) => times === 1)
				? 'each told of once'
				: `told of ${waits.polled.join(', ')} times`,
		],
		[
			`Loop that sleeps, whose worker is ended meanwhile`,
			`fell asleep on ${sleeper.fellAsleepOn}, went on on ${sleeper.wentOnOn}, and ended ${sleeper.ended}`,
		],
	]);
}

function endedTable({ endedWorkers }: QueueResults): string[] {
	if (Object.keys(endedWorkers).length === 0) {
		return [
			'No whole run of this part is recorded yet: `npm run test:queue -- --only endedWorkers` makes one.',
		];
	}
	const versions = generations.map(({ apiVersion }) => apiVersion);
	const cell = (uploads: EndedUpload[], ending: string, apiVersion: string) => {
		const found = uploads.find((one) => one.ending === ending && one.apiVersion === apiVersion);
		if (found === undefined) return 'not run';
		const { execution, tries, videos } = found;
		return `${execution}; sent ${times(tries)}, ${videos} video${videos === 1 ? '' : 's'}`;
	};
	return table([
		[
			'Workers get',
			'n8n',
			...versions.map((version) => (version === 'datalake' ? 'Datalake' : `API ${version}`)),
		],
		...endings.flatMap(({ name }) =>
			Object.entries(endedWorkers).map(([n8n, uploads]) => [
				name,
				n8n,
				...versions.map((version) => cell(uploads, name, version)),
			]),
		),
	]);
}

function databaseTable({ database }: QueueResults): string[] {
	return table([
		['Video', 'Outcome', 'Memory of the worker, at most', 'Hint in the output'],
		...database.map(({ mebibytes, outcome, failure, peakRssBytes, hint }) => [
			`${mebibytes} MiB`,
			failure === undefined ? outcome : `${outcome}: ${failure}`,
			`${Math.round(peakRssBytes / 1e6)} MB`,
			hint === undefined ? 'no' : 'yes',
		]),
	]);
}

function times(count: number): string {
	return count === 1 ? 'once' : count === 2 ? 'twice' : `${count} times`;
}

function table([head = [], ...rows]: string[][]): string[] {
	return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`);
}
