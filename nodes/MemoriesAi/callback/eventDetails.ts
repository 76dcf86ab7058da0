import type { IWebhookFunctions } from 'n8n-workflow';
import { accountApi } from '../api/endpoints/accountApi';
import type { VideoDetails } from '../api/endpoints/videoEntry';
import { findVideoDetails } from '../api/endpoints/videos';
import type { ApiAccess } from '../api/transport/request';
import { partToAsk } from './statusLookup';
import { logTrouble } from './triggerLog';
import type { VerifiedDelivery } from './verifyDeliveries';

/** The details of a video, or a sentence on why there are none. */
export type EventDetails = VideoDetails | string;

/** Most videos of one call whose details are asked for. */
const MAX_VIDEOS = 20;

const LOOKS_AT_ONCE = 4;

/** No request takes longer than the deadline of its call, in ms. */
const TIMEOUT_MS = 8_000;

/**
 * The details of the videos of a call, by number. The event is worth more than its details: what cannot be had by the
 * deadline is not waited for. Never throws.
 */
export async function detailsOf(
	context: IWebhookFunctions,
	deliveries: readonly VerifiedDelivery[],
	deadline: AbortSignal,
): Promise<ReadonlyMap<string, EventDetails>> {
	const parts = new Map<string, string>();
	for (const { delivery, uniqueId } of deliveries) {
		if (delivery.videoNo !== undefined) parts.set(delivery.videoNo, uniqueId);
	}
	const details = new Map<string, EventDetails>(
		[...parts.keys()].map((videoNo, index) => [
			videoNo,
			index < MAX_VIDEOS
				? 'memories.ai did not give them in time'
				: `Only the first ${MAX_VIDEOS} videos of a call have them`,
		]),
	);
	const wanted = [...parts].slice(0, MAX_VIDEOS);
	if (wanted.length === 0) return details;

	const log = (error: unknown) => logTrouble(context, error);
	const look = async (api: ApiAccess) => {
		for (let next = wanted.shift(); next !== undefined && !deadline.aborted; next = wanted.shift()) {
			const [videoNo, uniqueId] = next;
			await findVideoDetails(api, videoNo, partToAsk(api, uniqueId)).then(
				(video) => details.set(videoNo, video ?? 'The account has no video of this number'),
				log,
			);
		}
	};
	await accountApi(context, { timeoutMs: TIMEOUT_MS, limitRetries: 0, abortSignal: deadline }).then(
		async (api) => await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, async () => await look(api))),
		log,
	);
	return details;
}
