import { badParameter, flaggedSuccess } from '../envelope';
import type { ShownVideo } from '../generations/generation';
import { defaultUniqueId } from '../videoLibrary';
import type { Endpoint } from './endpoint';
import { shownVideo } from './shownVideo';

/**
 * What an import has brought so far (v1.2 page "Get Task Status"; later servers list the videos themselves, as recorded). What a
 * number is answered that the account lacks is not documented: here, nothing.
 */
export const getVideoIdsByTaskId: Endpoint = (request, { tasks, videos, arrivals, world }) => {
	const { generation, query } = request;
	const { task_id: taskId, unique_id: uniqueId = defaultUniqueId } = Object.fromEntries(query);
	if (!taskId) return generation.refused(badParameter("Required parameter 'task_id' is not present."));
	arrivals.look();
	const task = tasks.find(taskId);
	if (task?.uniqueId !== uniqueId) return flaggedSuccess(null);
	const stored = task.videos.filter(({ videoNo }) => videos.find(videoNo) !== undefined);
	return flaggedSuccess(
		world.taskForm === 'ids'
			? { taskId, video_ids: stored.map(({ videoNo }) => videoNo) }
			: { videos: stored.map((video) => entryOf(shownVideo(video, generation, world), world.shownPost)) },
	);
};

function entryOf(video: ShownVideo, shownPost: (link: string) => string | undefined): object {
	return {
		duration: video.status === 'PARSE' ? '60' : '0',
		size: null,
		status: video.statusWord,
		fps: null,
		width: null,
		height: null,
		video_no: video.videoNo,
		video_name: video.videoName,
		create_time: String(video.uploadTime),
		video_url: shownPost(video.link ?? ''),
		resolution_label: null,
	};
}
