import type { IDataObject, IWebhookFunctions } from 'n8n-workflow';
import { accountApi } from '../api/endpoints/accountApi';
import { findImportTask } from '../api/endpoints/v1/importTask';
import { taskOutput } from '../api/endpoints/v1/taskOutput';
import { findVideoDetails } from '../api/endpoints/videos';
import type { ApiAccess } from '../api/transport/request';
import { partToAsk } from './statusLookup';
import { logTrouble } from './triggerLog';
import type { VerifiedDelivery } from './verifyDeliveries';

/** The details of a video or of an import task, or a sentence on why there are none. */
export type EventDetails = { video?: IDataObject; task?: IDataObject } | string;

/** Most videos and tasks of one call whose details are asked for. */
const MAX_SUBJECTS = 20;

const LOOKS_AT_ONCE = 4;

/** No request takes longer than the deadline of its call, in ms. */
const TIMEOUT_MS = 8_000;

/**
 * The details of the videos and the import tasks of a call, by number. The event is worth more than its details: what cannot be had by the
 * deadline is not waited for. Never throws.
 */
export async function detailsOf(
	context: IWebhookFunctions,
	deliveries: readonly VerifiedDelivery[],
	deadline: AbortSignal,
): Promise<ReadonlyMap<string, EventDetails>> {
	const subjects = new Map<string, Pick<VerifiedDelivery, 'delivery' | 'uniqueId'>>();
	for (const verified of deliveries) {
		const { videoNo, taskId } = verified.delivery;
		subjects.set(videoNo ?? taskId ?? '', verified);
	}
	const details = new Map<string, EventDetails>(
		[...subjects.keys()].map((id, index) => [
			id,
			index < MAX_SUBJECTS
				? 'memories.ai did not give them in time'
				: `Only the first ${MAX_SUBJECTS} videos of a call have them`,
		]),
	);
	const wanted = [...subjects].slice(0, MAX_SUBJECTS);
	if (wanted.length === 0) return details;

	const log = (error: unknown) => logTrouble(context, error);
	const look = async (api: ApiAccess) => {
		for (let next = wanted.shift(); next !== undefined && !deadline.aborted; next = wanted.shift()) {
			const [id, { delivery, uniqueId }] = next;
			const part = partToAsk(api, uniqueId);
			const asking =
				delivery.videoNo === undefined ? taskDetails(api, id, part) : videoDetails(api, id, part);
			await asking.then((found) => details.set(id, found), log);
		}
	};
	await accountApi(context, { timeoutMs: TIMEOUT_MS, limitRetries: 0, abortSignal: deadline }).then(
		async (api) => await Promise.all(Array.from({ length: LOOKS_AT_ONCE }, async () => await look(api))),
		log,
	);
	return details;
}

async function videoDetails(
	api: ApiAccess,
	videoNo: string,
	uniqueId: string | undefined,
): Promise<EventDetails> {
	const video = await findVideoDetails(api, videoNo, uniqueId);
	return video === undefined ? 'The account has no video of this number' : { video: { ...video } };
}

/** In the form that Get Task gives it out in. */
async function taskDetails(
	api: ApiAccess,
	taskId: string,
	uniqueId: string | undefined,
): Promise<EventDetails> {
	return { task: taskOutput(await findImportTask(api, taskId, uniqueId)) };
}
