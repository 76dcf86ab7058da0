import type { IWebhookFunctions } from 'n8n-workflow';
import { accountApi } from '../api/endpoints/accountApi';
import { listVideos, MAX_VIDEOS_A_PAGE } from '../api/endpoints/v1/videoList';
import { findVideo } from '../api/endpoints/videos';
import type { ApiAccess } from '../api/transport/request';
import { serversWithoutVideoNos } from '../state';
import type { StatusLookup } from './confirmationQueue';
import { logTrouble } from './triggerLog';

/** Longest time for finding out how to ask, and asking, in ms: within the deadline of the calls that wait for it. */
const LOOKUP_MS = 6_000;

/** Where a request looks for one video. */
const LOOKS_AT_ONCE = 2;

/**
 * How the trigger's account is asked about the statuses of videos. It and all its questions together end within 6 s. What
 * keeps memories.ai from answering stands in n8n's log.
 *
 * @param uniqueId the part of the account; empty for none
 * @throws ApiFailure when the credential is not usable, or memories.ai does not answer
 */
export async function openStatusLookup(context: IWebhookFunctions, uniqueId: string): Promise<StatusLookup> {
	const logAndThrow = (error: unknown): never => {
		logTrouble(context, error);
		throw error;
	};
	const abortSignal = AbortSignal.timeout(LOOKUP_MS);
	const patience = { timeoutMs: LOOKUP_MS, limitRetries: 0, abortSignal };
	const api = await accountApi(context, patience).catch(logAndThrow);
	const part = partToAsk(api, uniqueId);
	const isBatched = api.apiVersion === 'v1.2' && serversWithoutVideoNos.get(api.baseUrl) === undefined;
	return {
		videosARequest: isBatched ? MAX_VIDEOS_A_PAGE : 1,
		requestsAtOnce: isBatched ? 1 : LOOKS_AT_ONCE,
		ask: async (videoNos) => {
			const statuses = videoNos.length > 1 ? listed(api, videoNos, part) : found(api, videoNos, part);
			return await statuses.catch(logAndThrow);
		},
	};
}

/**
 * The Unique ID to send; undefined for none.
 *
 * @param uniqueId as the trigger or a link has it, empty for none
 */
export function partToAsk({ apiVersion }: ApiAccess, uniqueId: string): string | undefined {
	return apiVersion !== 'v1.2' || uniqueId === '' ? undefined : uniqueId;
}

/** Asks about all of them in one request, and about each by itself where the answer does not settle it. */
async function listed(
	api: ApiAccess,
	videoNos: readonly string[],
	uniqueId: string | undefined,
): Promise<Map<string, string>> {
	const { videos, totalCount = 0 } = await listVideos(api, {
		page: 1,
		size: videoNos.length,
		video_nos: [...videoNos],
		unique_id: uniqueId,
	});
	const asked = new Set(videoNos);
	const statuses = new Map<string, string>();
	for (const { videoNo, status } of videos) if (asked.delete(videoNo)) statuses.set(videoNo, status);

	const isFiltered = videos.every(({ videoNo }) => statuses.has(videoNo));
	if (!isFiltered) serversWithoutVideoNos.set(api.baseUrl, true);
	if (isFiltered && totalCount <= videos.length) return statuses;
	return new Map([...statuses, ...(await found(api, [...asked], uniqueId))]);
}

async function found(
	api: ApiAccess,
	videoNos: readonly string[],
	uniqueId: string | undefined,
): Promise<Map<string, string>> {
	const statuses = new Map<string, string>();
	const left = [...videoNos];
	const look = async () => {
		for (let videoNo = left.pop(); videoNo !== undefined; videoNo = left.pop()) {
			const video = await findVideo(api, videoNo, uniqueId);
			if (video !== undefined) statuses.set(videoNo, video.status);
		}
	};
	await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, look));
	return statuses;
}
