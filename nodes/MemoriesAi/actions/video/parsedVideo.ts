import type { IExecuteFunctions, NodeOperationError } from 'n8n-workflow';
import { apiError, inputError } from '../../api/errors';
import { VIDEO_UNPARSED } from '../../api/refusals';
import type { ApiAccess } from '../../api/request';
import { getVideoDetails, type VideoDetails } from '../../api/videos';
import { meaningOfVideoStatus } from '../../api/videoStatus';
import { noSuchVideo } from '../fields/videoField';

/**
 * Tells why memories.ai has nothing to say about a video, which it does not by itself: the account lacks the video, or
 * it is not parsed. Comes back when it is parsed, so that there is nothing to be said about it.
 *
 * @param uniqueId the part of a divided account that the video is in, in v1.2
 * @throws NodeOperationError, NodeApiError unless the video is parsed
 */
export async function throwUnlessParsed(
	context: IExecuteFunctions,
	itemIndex: number,
	api: ApiAccess,
	videoNo: string,
	uniqueId: string | undefined,
): Promise<void> {
	const node = context.getNode();
	const lookup = await getVideoDetails(context, api, videoNo, uniqueId);
	if (lookup.kind !== 'answered') throw apiError(node, lookup, itemIndex);
	if (lookup.video === undefined) throw noSuchVideo(context, itemIndex, videoNo);
	const { status } = lookup.video;
	const meaning = meaningOfVideoStatus(status);
	if (meaning === 'failed') throw failedVideo(context, itemIndex, lookup.video);
	if (meaning === 'unparsed') {
		throw apiError(node, { kind: 'refused', refusal: { ...VIDEO_UNPARSED, code: status } }, itemIndex);
	}
}

/** The error for a video that memories.ai will never parse. */
export function failedVideo(
	context: IExecuteFunctions,
	itemIndex: number,
	{ videoNo, status, cause = status }: VideoDetails,
): NodeOperationError {
	return inputError(
		context.getNode(),
		itemIndex,
		`memories.ai could not parse the video ${videoNo}`,
		`memories.ai said: ${cause.trim()} Check that the video plays and is encoded in h264, h265 or vp9, then upload it again`,
	);
}
