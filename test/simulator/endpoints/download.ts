import { badParameter } from '../envelope';
import { defaultUniqueId } from '../videoLibrary';
import type { Endpoint } from './endpoint';

/**
 * Download (v1.2 page "Download Video"): the original's bytes, or a refusal in JSON, both with HTTP 200. It does not matter
 * whether the video is parsed.
 */
export const download: Endpoint = ({ generation, body }, { videos, world }) => {
	const { video_no: videoNo, unique_id: uniqueId = defaultUniqueId } = { ...(body.json as Parameters) };
	if (typeof videoNo !== 'string') return generation.refused(badParameter('video_no: must not be empty'));
	const video = videos.find(videoNo);
	return video === undefined || video.uniqueId !== uniqueId
		? generation.refused(badParameter('video not found'))
		: { file: world.original(videoNo) };
};

interface Parameters {
	video_no?: unknown;
	unique_id?: unknown;
}
