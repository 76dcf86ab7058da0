import { createHash } from 'node:crypto';
import { badParameter, flaggedSuccess } from '../envelope';
import { defaultFolderId } from '../folderLibrary';
import type { Generation } from '../generations/generation';
import { defaultUniqueId, type Video } from '../videoLibrary';
import type { World } from '../world/world';
import type { Endpoint } from './endpoint';
import { integerIn } from './integerIn';
import { shownVideo } from './shownVideo';

/**
 * List videos (v1.1 and v1.2 pages "List Videos"), newest first. Filters: `video_name`, `video_no`, `status`, `folder_id`
 * and, in v1.2, `unique_id` and `video_nos`.
 */
export const listVideos: Endpoint = ({ generation, body }, { videos, arrivals, world }) => {
	const filters = body.json;
	const folderId = integerIn(body, 'folder_id');
	if (!isObject(filters)) {
		return generation.refused(badParameter('The request body must be a JSON object.'));
	}
	const { page = 1, size = generation.defaultPageSize } = filters;
	if (!isPositiveInteger(page)) return generation.refused(badParameter('page: must be a positive integer'));
	if (!isPositiveInteger(size)) return generation.refused(badParameter('size: must be a positive integer'));

	arrivals.look();
	const passing = videos.all.filter(
		(video) =>
			video.isListed &&
			(folderId === undefined || (video.folderId ?? defaultFolderId) === folderId) &&
			passes(video, filters, generation),
	);
	const matching = chosenByNumber(inOrder(passing, world.listOrder), filters, generation, world);
	const length = Math.min(size, world.longestPage);
	const start = world.ignoresPage ? 0 : (page - 1) * length;
	return flaggedSuccess(
		generation.listData({
			videos: matching.slice(start, start + length).map((video) => shownVideo(video, generation, world)),
			page,
			size: length,
			totalCount: world.totalCount(matching.length),
			isTextOnly: world.listsTextOnly,
		}),
	);
};

type Filters = Record<string, unknown>;

function passes(video: Video, filters: Filters, generation: Generation): boolean {
	const { video_name: name, video_no: videoNo, status } = filters;
	return (
		(typeof name !== 'string' || generation.matchesName(video.videoName, name)) &&
		(typeof videoNo !== 'string' || video.videoNo === videoNo) &&
		(typeof status !== 'string' || generation.statusWord(video.status) === status) &&
		(!generation.hasNamespaces || video.uniqueId === (filters.unique_id ?? defaultUniqueId))
	);
}

/** @param videos oldest first */
function inOrder(videos: readonly Video[], order: World['listOrder']): Video[] {
	if (order === 'oldestFirst') return [...videos];
	// The samples of a new account come last and oldest first, in the recorded real list.
	if (order === 'newestFirst') {
		const isSample = (video: Video) => video.isSample === true;
		return [...videos.filter((video) => !isSample(video)).reverse(), ...videos.filter(isSample)];
	}
	const place = ({ videoNo }: Video) => createHash('sha256').update(videoNo).digest('hex');
	return [...videos].sort((one, other) => (place(one) < place(other) ? -1 : 1));
}

function chosenByNumber(
	videos: readonly Video[],
	{ video_nos: videoNos }: Filters,
	{ hasVideoNosFilter }: Generation,
	{ videoNosAnswer }: World,
): readonly Video[] {
	if (!hasVideoNosFilter || !Array.isArray(videoNos)) return videos;
	const isAsked = ({ videoNo }: Video) => videoNos.includes(videoNo);
	return videoNosAnswer(
		videos.filter(isAsked),
		videos.filter((video) => !isAsked(video)),
	);
}

function isObject(value: unknown): value is Filters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isPositiveInteger(value: unknown): value is number {
	return Number.isInteger(value) && Number(value) > 0;
}
