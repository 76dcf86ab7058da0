import type { IDataObject } from 'n8n-workflow';
import { whenFailed } from '../../ApiFailure';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { withoutUndefined } from '../../vocabulary/answerValues';
import type { VideoDetails } from '../videoEntry';
import { readVideo } from './readVideo';
import { listVideos } from './videoList';

/**
 * Looks one video up in the account's list.
 *
 * @param uniqueId the part of a divided account that is looked at, in v1.2
 * @returns the video, undefined when the account has none of this number
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function findVideo(
	api: ApiAccess,
	videoNo: string,
	uniqueId?: string,
): Promise<VideoDetails | undefined> {
	const { videos } = await listVideos(api, { page: 1, size: 10, video_no: videoNo, unique_id: uniqueId });
	return videos.find((video) => video.videoNo === videoNo);
}

/**
 * The details of one video. Source: "Get Metadata" page of v1.2. The list knows less, and serves where there are no
 * details: in v1.1, in v1.2 as of 2025, and where `data` is null.
 *
 * @param uniqueId the part of a divided account that is looked at, in v1.2
 * @returns the video, undefined when the account has none of this number
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function findVideoDetails(
	api: ApiAccess,
	videoNo: string,
	uniqueId?: string,
): Promise<VideoDetails | undefined> {
	const metadata = api.apiVersion === 'v1.1' ? undefined : await getMetadata(api, videoNo, uniqueId);
	const [video] = metadata === undefined ? [] : readVideo({ video_no: videoNo, ...metadata });
	return video ?? (await findVideo(api, videoNo, uniqueId));
}

async function getMetadata(
	api: ApiAccess,
	videoNo: string,
	uniqueId: string | undefined,
): Promise<IDataObject | undefined> {
	const asking = callApi(api, {
		method: 'GET',
		endpoint: 'get_metadata',
		query: withoutUndefined({ video_no: videoNo, unique_id: uniqueId }),
		isLookup: true,
	});
	const answer = await asking.catch(whenFailed(['unknownPath'], () => undefined));
	return isJsonObject(answer?.data) ? answer.data : undefined;
}

/** Most videos that one request deletes. Source: "Delete Videos" pages. */
export const MAX_VIDEOS_A_DELETION = 100;

/**
 * Deletes videos; those that the account lacks count as deleted. Source: "Delete Videos" pages, by which unknown numbers
 * are ignored, and "Code" page, by which a second deletion is refused with `0409`. That refusal does not say which of the
 * videos it means, so then each is deleted by itself.
 *
 * @param videoNos up to 100
 * @param uniqueId the part of a divided account they are in, in v1.2
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function deleteVideos(api: ApiAccess, videoNos: string[], uniqueId?: string): Promise<void> {
	const deleting = callApi(api, {
		method: 'POST',
		endpoint: 'delete_videos',
		query: withoutUndefined({ unique_id: uniqueId }),
		body: videoNos,
	});
	const oneByOne = async () => {
		if (videoNos.length === 1) return;
		for (const videoNo of videoNos) await deleteVideos(api, [videoNo], uniqueId);
	};
	await deleting.catch(whenFailed(['duplicate'], oneByOne));
}
