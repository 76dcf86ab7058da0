import { badParameter, flaggedSuccess } from '../envelope';
import type { Generation } from '../generations/generation';
import { defaultUniqueId, type Video } from '../videoLibrary';
import type { Endpoint } from './endpoint';

/**
 * List videos (v1.1 and v1.2 pages "List Videos"), newest first. Filters: `video_name`, `video_no`,
 * `video_nos`, `status`, `folder_id` and, in v1.2, `unique_id`.
 */
export const listVideos: Endpoint = ({ generation, body }, { videos }) => {
	const filters = body.json;
	if (!isObject(filters)) {
		return generation.refused(badParameter('The request body must be a JSON object.'));
	}
	const { page = 1, size = generation.defaultPageSize } = filters;
	if (!isPositiveInteger(page)) return generation.refused(badParameter('page: must be a positive integer'));
	if (!isPositiveInteger(size)) return generation.refused(badParameter('size: must be a positive integer'));

	const matching = videos.all.filter((video) => isListed(video, filters, generation)).reverse();
	return flaggedSuccess(
		generation.listData({
			videos: matching.slice((page - 1) * size, page * size),
			page,
			size,
			totalCount: matching.length,
		}),
	);
};

type Filters = Record<string, unknown>;

function isListed(video: Video, filters: Filters, generation: Generation): boolean {
	const { video_name: name, video_no: videoNo, video_nos: videoNos, status, folder_id: folderId } = filters;
	return (
		(typeof name !== 'string' || generation.matchesName(video.videoName, name)) &&
		(typeof videoNo !== 'string' || video.videoNo === videoNo) &&
		(!Array.isArray(videoNos) || videoNos.includes(video.videoNo)) &&
		(typeof status !== 'string' || generation.statusWord(video.status) === status) &&
		(typeof folderId !== 'number' || video.folderId === folderId) &&
		(!generation.hasNamespaces || video.uniqueId === (filters.unique_id ?? defaultUniqueId))
	);
}

function isObject(value: unknown): value is Filters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPositiveInteger(value: unknown): value is number {
	return Number.isInteger(value) && Number(value) > 0;
}
