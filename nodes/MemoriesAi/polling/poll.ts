import { createHash } from 'crypto';
import type { IDataObject, IPollFunctions } from 'n8n-workflow';
import { collectionToList } from '../actions/fields/chosenCollection';
import { refuseUnknownFields } from '../actions/fields/field';
import { accountApi } from '../api/endpoints/accountApi';
import { meaningOfVideo, type ListedVideo } from '../api/endpoints/videoEntry';
import { CREDENTIAL_NAME, readAccount } from '../api/transport/credential';
import { apiVersionOf } from '../api/vocabulary/apiVersion';
import { buildEvent } from '../event/event';
import { pollsUnderWay } from '../state';
import { UserError } from '../texts/UserError';
import { accountVideos, type AccountVideos } from './accountVideos';
import { LONGEST_WAIT_MS, Memory } from './memory';
import { listNewest } from './newestVideos';
import { pollingFields, readPollingFields, type PollingValues } from './pollingFields';

/** A poll takes place every minute at most; the next one makes good what this one could not do. */
const PATIENCE = { timeoutMs: 60_000, limitRetries: 3 };

/** How far back a test run looks for a sample. */
const MAX_SAMPLE_PAGES = 5;

/**
 * One poll: what has come to an end since the last one. The memory is changed only when all of it has succeeded.
 *
 * @param context of this poll alone, as credentials are read once for each
 * @returns the events to start the workflow with; undefined for none
 * @throws UserError for what the user can mend, ApiFailure for what memories.ai refuses
 */
export async function poll(context: IPollFunctions): Promise<IDataObject[] | undefined> {
	const values = readPollingFields(context);
	const account = await openAccount(context, values);
	if (context.getMode() === 'manual') return [eventOf(await sampleOf(account, values))];

	const key = `${context.getWorkflow().id}:${context.getNode().id}`;
	if (pollsUnderWay.has(key)) return undefined;
	pollsUnderWay.add(key);
	try {
		const finished = await look(account, context.getWorkflowStaticData('node'), partOf(context, values));
		const wanted = finished.filter((video) => isWanted(video, values));
		return wanted.length === 0 ? undefined : wanted.map(eventOf);
	} finally {
		pollsUnderWay.delete(key);
	}
}

/** @throws UserError, ApiFailure when the credential is not usable, or its generation lacks a field that is set */
async function openAccount(context: IPollFunctions, values: PollingValues): Promise<AccountVideos> {
	const told = apiVersionOf(await readAccount(context));
	if (told !== undefined) refuseUnknownFields(told, pollingFields, values);
	const api = await accountApi(context, PATIENCE);
	refuseUnknownFields(api.apiVersion, pollingFields, values);
	const { collection, ...filters } = values.filters;
	return accountVideos(api, { ...filters, collectionId: await collectionToList(api, collection) });
}

/** @returns the videos that have come to an end since the last look, the first uploaded first */
async function look(account: AccountVideos, staticData: IDataObject, part: string): Promise<ListedVideo[]> {
	const startedAtMs = Date.now();
	const memory = Memory.recall(staticData, part);
	const sinceMs = memory?.knownUntilMs ?? startedAtMs - LONGEST_WAIT_MS;
	const { videos, serverTimeMs = startedAtMs } = await listNewest(account, sinceMs);
	// Of two clocks, the one that is behind makes less of the account old.
	const listedAtMs = Math.min(startedAtMs, serverTimeMs);
	if (memory === undefined) {
		keep(Memory.ofFirstLook(videos, listedAtMs), staticData, part);
		return [];
	}
	const finished = memory.takeIn(videos, listedAtMs);
	const met = new Set(videos.map(({ videoNo }) => videoNo));
	const unmet = memory.unfinishedIds.filter((id) => !met.has(id));
	if (unmet.length > 0) finished.push(...memory.takeIn(await account.find(unmet), listedAtMs));
	memory.moveOn(videos, listedAtMs);
	keep(memory, staticData, part);
	return finished.sort((one, other) => Date.parse(one.createdAt ?? '') - Date.parse(other.createdAt ?? ''));
}

/** @throws UserError when the memory cannot hold what it has to know */
function keep(memory: Memory, staticData: IDataObject, part: string): void {
	if (memory.isOverfull) {
		throw new UserError(
			'memories.ai does not say when the videos of this account were uploaded, and there are too many to tell the new ones by their IDs',
			"Choose a smaller 'Collection' under 'Filters', or wait for each video with the operation 'Wait Until Parsed'",
		);
	}
	memory.keep(staticData, part);
}

/** Which part of which account is looked at. Of another one, nothing is known. */
function partOf(
	context: IPollFunctions,
	{ filters: { collection, folderId, uniqueId } }: PollingValues,
): string {
	const credentialId = context.getNode().credentials?.[CREDENTIAL_NAME]?.id;
	const part = JSON.stringify([credentialId, folderId, uniqueId, collection]);
	return createHash('sha256').update(part).digest('hex').slice(0, 16);
}

/** @throws UserError when the account has no such video */
async function sampleOf(account: AccountVideos, values: PollingValues): Promise<ListedVideo> {
	const found: ListedVideo[] = [];
	for await (const { videos, page } of account.pages()) {
		found.push(...videos.filter((video) => isWanted(video, values)));
		if (found.length > 0 || page >= MAX_SAMPLE_PAGES) break;
	}
	const [latest] = found.sort((one, other) => (other.createdAt ?? '').localeCompare(one.createdAt ?? ''));
	if (latest !== undefined) return latest;
	throw new UserError(
		'No data with the current filter could be found',
		"memories.ai has no video yet that 'Trigger On' and 'Filters' ask for: upload one, wait until it is parsed, then try again",
	);
}

function isWanted(video: ListedVideo, { events, filters: { tag } }: PollingValues): boolean {
	const { tags = [] } = video;
	const choice = meaningOfVideo(video);
	const isChosen = events.some((event) => event === choice);
	return isChosen && (tag === undefined || tags.includes(tag));
}

function eventOf(video: ListedVideo): IDataObject {
	const { videoNo, status, reference = '', meaning, ...details } = video;
	return buildEvent(
		{ videoNo, body: {} },
		{
			// Of a video that is ready in part only, the event says what it comes to.
			status: meaning === 'failed' ? 'failed' : status,
			// Only the Datalake keeps the user's word for a video.
			reference,
			verified: 'api',
			receivedAt: new Date().toISOString(),
			video: { videoNo, status, ...details },
			detailsMissing: undefined,
			includeBody: false,
		},
	);
}
