import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ImportedVideo, ImportTask } from '../../api/endpoints/v1/importTask';
import { waitUntilImported } from '../../api/endpoints/v1/waitUntilImported';
import { isFinished, meaningOfVideo } from '../../api/endpoints/videoEntry';
import { videoOutput } from '../../api/endpoints/videoOutput';
import type { WatchEnding } from '../../api/endpoints/watch';
import type { ApiAccess } from '../../api/transport/request';
import { readPlatformLink } from '../../api/vocabulary/postLink';
import { UserError } from '../../texts/UserError';
import type { ImportOptions } from './importFields';
import type { StartedImport } from './importPlan';
import { DEFAULT_PARSE_TIMEOUT_MINUTES, hintAfterLongWait, patienceOf } from './outputWhenParsed';

/** So many links or videos fit into a message that a person reads. */
const MAX_NAMED = 5;

/**
 * Waits until memories.ai is done with all videos of some imports, and gives an item for each, with the post that it comes
 * from where memories.ai tells that.
 *
 * @throws UserError when videos are missing or not parsed, unless the user wants to continue then
 * @throws ApiFailure when memories.ai refuses to tell
 */
export async function importedItems(
	api: ApiAccess,
	imports: readonly StartedImport[],
	options: ImportOptions,
	uniqueId: string | undefined,
): Promise<INodeExecutionData[]> {
	const startedAt = performance.now();
	const { parseTimeoutMs, checkIntervalMs } = patienceOf(options);
	const results: ImportResult[] = [];
	for (const one of imports) {
		if (one.taskId === undefined) throw namelessTask();
		const leftMs = startedAt + parseTimeoutMs - performance.now();
		const patience = { parseTimeoutMs: Math.max(0, leftMs), checkIntervalMs };
		const ending = await waitUntilImported(api, one.taskId, one.expected, patience, uniqueId);
		if (ending.kind === 'cancelled') throw cancelled(one.taskId);
		results.push(resultOf(one, one.taskId, ending));
	}
	hintAfterLongWait(api, startedAt, 'import-and-sleep.json');
	hintAtFewerVideos(api, results);
	const { continueIfNotParsed = false, parseTimeout = DEFAULT_PARSE_TIMEOUT_MINUTES } = options;
	for (const result of results) if (!continueIfNotParsed) throwUnlessAllParsed(result, parseTimeout);
	return results.flatMap(outputOf).map((json) => ({ json }));
}

/** memories.ai does not say that an import has ended, and a creator may have fewer posts than were asked for. */
function hintAtFewerVideos({ context }: ApiAccess, results: readonly ImportResult[]): void {
	const unsure = results.filter(({ started, videos }) => videos.length < started.expected);
	if (unsure.length === 0 || !('addExecutionHints' in context)) return;
	const counts = unsure.map(
		({ taskId, videos, started }) => `${taskId} (${videos.length} of up to ${started.expected})`,
	);
	context.addExecutionHints({
		message: `These imports have brought fewer videos than they can: ${named(counts)}. memories.ai does not say whether more are on their way: the operation 'Get Task' shows them later.`,
		location: 'outputPane',
	});
}

/** What an import has come to. */
interface ImportResult {
	started: StartedImport;
	taskId: string;
	videos: ImportedVideo[];
	/** Of the links that no video came of, those that can be told. */
	missingLinks: string[];
	/** How many links no video came of. */
	missing: number;
	isTimeOver: boolean;
}

function resultOf(started: StartedImport, taskId: string, ending: WatchEnding<ImportTask>): ImportResult {
	const videos = ending.seen?.videos ?? [];
	const paired = pairWithLinks(started.links, videos);
	const found = new Set(paired.map(({ link }) => link));
	const missing = Math.max(0, started.links.length - videos.length);
	const missingLinks = started.links.filter((link) => !found.has(link));
	return {
		started,
		taskId,
		videos: paired,
		// Where memories.ai does not tell the posts of all videos, more links are without one than are missing.
		missingLinks: missingLinks.length === missing ? missingLinks : [],
		missing,
		isTimeOver: ending.kind === 'timeout',
	};
}

/** Each video with the link as the user gave it; memories.ai writes them in its own way, or not at all. */
function pairWithLinks(links: readonly string[], videos: readonly ImportedVideo[]): ImportedVideo[] {
	const [only] = links;
	if (only !== undefined && links.length === 1 && videos.length === 1) {
		return videos.map((video) => ({ ...video, link: only }));
	}
	const given = new Map(links.map((link) => [readPlatformLink(link)?.key ?? link, link]));
	return videos.map((video) => {
		const link = given.get(readPlatformLink(video.link ?? '')?.key ?? '') ?? video.link;
		return { ...video, ...(link === undefined ? {} : { link }) };
	});
}

function outputOf({ started, taskId, videos, missingLinks }: ImportResult): IDataObject[] {
	const { common } = started;
	const nothing = { taskId, isParsed: false, isFailed: false, ...common };
	const missed = missingLinks.map((link) => ({ ...nothing, link }));
	const items = [...videos.map((video) => ({ ...videoOutput(video), taskId, ...common })), ...missed];
	return items.length === 0 ? [nothing] : items;
}

/** @throws UserError */
function throwUnlessAllParsed(result: ImportResult, minutes: number): void {
	const { taskId, videos, missing, isTimeOver } = result;
	const ready = videos.filter((video) => meaningOfVideo(video) === 'parsed');
	const soFar =
		ready.length === 0
			? 'None of its videos is ready'
			: `${ready.length} of its videos are ready: ${named(ready.map(({ videoNo }) => videoNo))}`;
	const goOn = "Switch on 'Continue If Not Parsed' to go on with what there is";
	if (videos.length === 0) {
		throw new UserError(
			`The import ${taskId} has brought no video after ${minutes} minutes`,
			"memories.ai does not say why. Posts that are private, deleted or without a video bring none. If it still downloads, look again with 'Get Task', or raise 'Parse Timeout'",
		);
	}
	if (isTimeOver) {
		const pending = videos.filter((video) => !isFinished(video)).length;
		throw new UserError(
			`The import ${taskId} was not done after ${minutes} minutes`,
			`${soFar}, and memories.ai still works on ${pending + missing}. Raise 'Parse Timeout', or look again with 'Get Task'. ${goOn}`,
		);
	}
	const failed = videos.filter((video) => meaningOfVideo(video) === 'failed');
	if (failed.length > 0) {
		const reasons = failed.map(({ videoNo, cause, status }) => `${videoNo} (${cause ?? status})`);
		throw new UserError(
			`memories.ai could not parse ${failed.length} of the ${videos.length} videos of the import ${taskId}`,
			`These failed: ${named(reasons)}. ${soFar}. ${goOn}`,
		);
	}
	if (missing > 0) {
		const { missingLinks, started } = result;
		const which = missingLinks.length === 0 ? '' : `Nothing came of ${named(missingLinks)}. `;
		throw new UserError(
			`The import ${taskId} has brought ${videos.length} videos of ${started.links.length} links`,
			`${which}Posts that are private, deleted or without a video bring none, and memories.ai may still download others: look again with 'Get Task'. ${soFar}. ${goOn}`,
		);
	}
}

function named(all: readonly string[]): string {
	const more = all.length > MAX_NAMED ? ` and ${all.length - MAX_NAMED} more` : '';
	return `${all.slice(0, MAX_NAMED).join(', ')}${more}`;
}

function namelessTask(): UserError {
	return new UserError(
		'memories.ai took the import but named no task to wait for',
		"Its videos come into your library by themselves. Start another workflow with a Memories.ai Polling Trigger, and switch off 'Wait Until Parsed' here",
	);
}

function cancelled(taskId: string): UserError {
	return new UserError(
		`The waiting for the import ${taskId} was stopped because the execution was cancelled`,
		"What has become of it is in the output of the operation 'Get Task'",
	);
}
