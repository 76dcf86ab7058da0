import { flaggedSuccess } from '../envelope';
import { v12VideoDetails } from '../generations/v12';
import type { Video } from '../videoLibrary';
import { addressedVideo } from './addressedVideo';
import type { Endpoint } from './endpoint';

/** Get a video's metadata (v1.2 page "Get Video Metadata"); `data` is null for a number the account lacks. */
export const getMetadata: Endpoint = (request, service) => {
	const { refusal, video } = addressedVideo(request, service);
	if (refusal !== undefined) return request.generation.refused(refusal);
	return flaggedSuccess(video === undefined ? null : metadataOf(video));
};

function metadataOf(video: Video): object {
	const picture =
		video.status === 'PARSE'
			? { resolution_label: '1080p', fps: 30, width: 1920, height: 1080 }
			: { resolution_label: '', fps: 0, width: 0, height: 0 };
	return { ...v12VideoDetails(video), ...picture };
}
