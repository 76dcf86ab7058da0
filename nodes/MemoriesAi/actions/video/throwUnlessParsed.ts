import { ApiFailure, whenFailed } from '../../api/ApiFailure';
import { meaningOfVideo, type VideoDetails } from '../../api/endpoints/videoEntry';
import { getVideoDetails } from '../../api/endpoints/videos';
import type { ApiAccess } from '../../api/transport/request';
import { shortened } from '../../texts/failureTexts';
import { UserError } from '../../texts/UserError';

/**
 * Tells why memories.ai has nothing to say about a video, which it does not by itself: the account lacks the video, or
 * it is not parsed. Comes back when it is parsed, so that there is nothing to be said about it.
 *
 * @param uniqueId the part of a divided account that the video is in, in v1.2
 * @throws UserError, ApiFailure unless the video is parsed
 */
export async function throwUnlessParsed(
	api: ApiAccess,
	videoNo: string,
	uniqueId: string | undefined,
): Promise<void> {
	const video = await getVideoDetails(api, videoNo, uniqueId);
	const meaning = meaningOfVideo(video);
	if (meaning === 'failed') throw failedVideo(video);
	if (meaning === 'unparsed') throw new ApiFailure('unparsed', { code: video.status });
}

/**
 * For `.catch`: tells why, where memories.ai says that a video is not parsed, which it says of failed ones as well.
 *
 * @param uniqueId the part of a divided account that the video is in, in v1.2
 * @throws UserError for a video that failed, otherwise the failure
 */
export function whenUnparsed(api: ApiAccess, videoNo: string, uniqueId: string | undefined) {
	return whenFailed(['unparsed'], async (failure): Promise<never> => {
		await throwUnlessParsed(api, videoNo, uniqueId);
		throw failure;
	});
}

/** The error for a video that memories.ai will never parse. */
export function failedVideo({ videoNo, status, cause = status }: VideoDetails): UserError {
	return new UserError(
		`memories.ai could not parse the video ${videoNo}`,
		`memories.ai said: ${asSentence(cause)} Check that the video plays and is encoded in h264, h265 or vp9, then upload it again`,
	);
}

function asSentence(words: string): string {
	const sentence = shortened(words.trim());
	return /[.!?…]$/.test(sentence) ? sentence : `${sentence}.`;
}
