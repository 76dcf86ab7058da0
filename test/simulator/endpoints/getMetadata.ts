import { badParameter, flaggedSuccess } from '../envelope';
import { v12VideoDetails } from '../generations/v12';
import { defaultUniqueId, type Video } from '../videoLibrary';
import type { Endpoint } from './endpoint';

/** Get a video's metadata (v1.2 page "Get Video Metadata"); `data` is null for a number the account lacks. */
export const getMetadata: Endpoint = ({ generation, query }, { videos }) => {
	const { video_no: videoNo, unique_id: uniqueId = defaultUniqueId } = Object.fromEntries(query);
	if (!videoNo) return generation.refused(badParameter("Required parameter 'video_no' is not present."));
	const video = videos.find(videoNo);
	return flaggedSuccess(video?.uniqueId === uniqueId ? metadataOf(video) : null);
};

function metadataOf(video: Video): object {
	const picture =
		video.status === 'PARSE'
			? { resolution_label: '1080p', fps: 30, width: 1920, height: 1080 }
			: { resolution_label: '', fps: 0, width: 0, height: 0 };
	return { ...v12VideoDetails(video), ...picture };
}
