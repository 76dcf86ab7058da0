import { isFailure } from '../../../api/ApiFailure';
import { setTags } from '../../../api/endpoints/datalake/videos';
import type { ApiAccess } from '../../../api/transport/request';
import { accountsWithoutTags } from '../../../state';
import { PartlyDoneError } from '../../../texts/UserError';
import type { UploadedVideo } from '../../recovery/uploadedVideo';
import { TransferFailure } from '../TransferFailure';
import type { DatalakeVideo } from './videoRequest';

/** How servers that take no tags with an upload refuse them, in a form and in JSON. */
const TAGS_REFUSED = /(json part|request body) is not valid json/i;

/**
 * Uploads a video with its tags. Public clients contradict each other on whether an upload may have them: where it may not,
 * it goes without, and they are set afterwards.
 *
 * @param send makes one try
 * @throws TransferFailure as `send` does
 * @throws PartlyDoneError when the video is uploaded and its tags cannot be set
 */
export async function withTags(
	api: ApiAccess,
	video: DatalakeVideo,
	send: (video: DatalakeVideo) => Promise<UploadedVideo>,
): Promise<UploadedVideo> {
	const account = api.datalake?.account ?? api.baseUrl;
	if (video.tags.length === 0) return await send(video);

	const withoutTags = async () => {
		const uploaded = await send({ ...video, tags: [] });
		await setTags(api, uploaded.videoNo, video.tags).catch((cause: unknown) => {
			const { videoNo } = uploaded;
			throw new PartlyDoneError(cause, `The video is uploaded without its tags, its ID is ${videoNo}`, {
				videoNo,
			});
		});
		return uploaded;
	};
	if (accountsWithoutTags.get(account) !== undefined) return await withoutTags();
	return await send(video).catch(async (error: unknown) => {
		const refusal = error instanceof TransferFailure ? error.cause : undefined;
		if (!isFailure(refusal, 'parameters') || !TAGS_REFUSED.test(refusal.said ?? '')) throw error;
		accountsWithoutTags.set(account, true);
		return await withoutTags();
	});
}
