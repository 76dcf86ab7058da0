import { operationsOfVideos } from '../../../state';
import { ApiFailure, whenFailed } from '../../ApiFailure';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { readDeletion } from '../../transport/datalakeAnswer';
import { numberOf, withoutUndefined } from '../../vocabulary/answerValues';
import type { DatalakePath } from '../../vocabulary/apiVersion';
import { meaningOfVideoStatus } from '../../vocabulary/videoStatus';
import type { VideoDetails } from '../videoEntry';
import { readVideo, wordsOfError } from './readVideo';

/** The path of a video, or of something about it. */
export function videoPath(videoNo: string, rest = ''): DatalakePath {
	return `/videos/${encodeURIComponent(videoNo)}${rest}`;
}

/**
 * One video. Where this process knows the operation that works on it, that says whether it is done, how far it is, and what
 * went wrong.
 *
 * @returns undefined when the account has no such video
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function findVideo(api: ApiAccess, videoNo: string): Promise<VideoDetails | undefined> {
	const data = await lookUp(api, videoPath(videoNo));
	if (data === undefined) return undefined;
	const [video] = isJsonObject(data) ? readVideo(data) : [];
	if (video === undefined) throw new ApiFailure('unreadable');
	const operation = operationsOfVideos.get(videoNo);
	return operation === undefined ? video : { ...video, ...(await findProgress(api, operation, video)) };
}

/** @returns what an operation knows about its video besides; nothing where memories.ai does not know the operation */
async function findProgress(
	api: ApiAccess,
	operation: string,
	{ status }: VideoDetails,
): Promise<Partial<VideoDetails>> {
	const data = await lookUp(api, `/operations/${encodeURIComponent(operation)}`);
	if (!isJsonObject(data)) return {};
	const cause = wordsOfError(data.error);
	if (cause !== undefined) return { meaning: 'failed', cause };
	if (data.cancelled === true) return { meaning: 'failed' };
	const progress = isJsonObject(data.progress) ? numberOf(data.progress.percent) : undefined;
	if (data.done !== true) return { meaning: 'unparsed', ...withoutUndefined({ progress }) };
	return meaningOfVideoStatus(status) === 'failed' ? {} : { meaning: 'parsed' };
}

async function lookUp(api: ApiAccess, endpoint: DatalakePath): Promise<unknown> {
	const asking = callApi(api, { method: 'GET', endpoint, isLookup: true });
	return (await asking.catch(whenFailed(['absent'], () => undefined)))?.data;
}

/**
 * Deletes videos, one by one; those that the account lacks count as deleted.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function deleteVideos(api: ApiAccess, videoNos: string[]): Promise<void> {
	for (const videoNo of videoNos) {
		const deleting = callApi(api, {
			method: 'DELETE',
			endpoint: videoPath(videoNo),
			answerFormat: { accept: 'application/json', read: readDeletion },
		});
		await deleting.catch(whenFailed(['absent'], () => undefined));
	}
}

/**
 * Gives a video its tags.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function setTags(api: ApiAccess, videoNo: string, tags: readonly string[]): Promise<void> {
	await callApi(api, {
		method: 'PATCH',
		endpoint: videoPath(videoNo),
		body: { metadata: { tags: [...tags] } },
		// Sent again, it changes nothing more.
		isLookup: true,
	});
}
