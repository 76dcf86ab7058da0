import { ApiFailure } from '../ApiFailure';
import type { ApiAccess } from '../transport/request';
import { endpointsOf } from './endpointsOf';
import type { VideoDetails } from './videoEntry';

/**
 * Looks one video up in the account, for its status.
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
	return await endpointsOf(api).findVideo(api, videoNo, uniqueId);
}

/**
 * The details of one video.
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
	return await endpointsOf(api).findVideoDetails(api, videoNo, uniqueId);
}

/**
 * The details of a video that is said to be in the account.
 *
 * @throws ApiFailure when the account has none of this number, memories.ai refuses, or gives no answer
 */
export async function getVideoDetails(
	api: ApiAccess,
	videoNo: string,
	uniqueId?: string,
): Promise<VideoDetails> {
	const video = await findVideoDetails(api, videoNo, uniqueId);
	if (video === undefined) throw new ApiFailure('videoAbsent', { said: videoNo });
	return video;
}
