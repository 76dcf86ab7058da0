import { flaggedSuccess } from '../envelope';
import { v12VideoDetails } from '../generations/v12';
import type { ShownVideo } from '../generations/generation';
import { addressedVideo } from './addressedVideo';
import type { Endpoint } from './endpoint';
import { shownVideo } from './shownVideo';

/** Get a video's metadata (v1.2 page "Get Video Metadata"); `data` is null for a number the account lacks. */
export const getMetadata: Endpoint = (request, service) => {
	const { generation } = request;
	const { arrivals, world } = service;
	arrivals.look();
	const { refusal, video } = addressedVideo(request, service);
	if (refusal !== undefined) return generation.refused(refusal);
	const isKnown = video !== undefined && arrivals.hasMetadata(video);
	return flaggedSuccess(isKnown ? metadataOf(shownVideo(video, generation, world)) : null);
};

function metadataOf(video: ShownVideo): object {
	const picture =
		video.status === 'PARSE'
			? { resolution_label: '1080p', fps: 30, width: 1920, height: 1080 }
			: { resolution_label: '', fps: 0, width: 0, height: 0 };
	return { ...v12VideoDetails(video), ...picture };
}
