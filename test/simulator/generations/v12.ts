import { flaggedSuccess } from '../envelope';
import type { VideoStatus } from '../videoLibrary';
import type { Generation, ShownVideo, VideoPage } from './generation';
import { causeOfFailure, durationOf } from './processedVideo';
import { refusalOfV12Parameters, refusalOfV12Upload, v12UploadDetails } from './v12Upload';

/** API v1.2 (pages "Upload Video from File", "List Videos", "Delete Video", "Get Video Metadata"). */
export const v12: Generation = {
	version: 'v1.2',
	pathPrefix: '/serve/api/v1',
	// Those of 2025 and of 2026 together; a server of either year lacks some.
	endpoints: {
		upload: 'POST',
		upload_url: 'POST',
		list_videos: 'POST',
		delete_videos: 'POST',
		get_metadata: 'GET',
		search: 'POST',
		search_audio_transcripts: 'GET',
		chat: 'POST',
		chat_personal_stream: 'POST',
		download: 'POST',
		get_video_caption: 'GET',
		get_video_transcription: 'GET',
		get_audio_transcription: 'GET',
		generate_summary: 'GET',
		scraper: 'POST',
		scraper_tag: 'POST',
		scraper_url: 'POST',
		get_video_ids_by_task_id: 'GET',
		folders: 'GET',
		'folders/create': 'POST',
		'folders/delete': 'POST',
		'folders/move': 'POST',
		'folders/rename': 'POST',
	},
	videoNoPrefix: 'VI',
	videoNamePrefix: '',
	hasNamespaces: true,
	// Of 2026; a server of 2025 gives the whole list.
	hasVideoNosFilter: true,
	searchTypes: ['BY_VIDEO', 'BY_CLIP', 'BY_AUDIO', 'BY_CAPTION'],
	chatForm: 'json',
	defaultPageSize: 200,
	matchesName: (videoName, filter) => videoName === filter,
	refusalOfUpload: refusalOfV12Upload,
	refusalOfParameters: refusalOfV12Parameters,
	uploadDetails: v12UploadDetails,
	uploadSuccess: flaggedSuccess,
	urlUploadSuccess: flaggedSuccess,
	refused: ({ code, msg }) => ({ code, msg, data: null, success: false, failed: true }),
	statusWord,
	listData,
	callbackPayload: ({ videoNo, taskId }, status) =>
		taskId === undefined
			? { videoNo, status }
			: { videoId: videoNo, message: 'Video indexing succeed', taskId, status: 'INDEXING_SUCCEEDED' },
};

/** A video as the v1.2 pages "List Videos" and "Get Video Metadata" both show it. */
export function v12VideoDetails(video: ShownVideo): object {
	return {
		video_no: video.videoNo,
		video_name: video.videoName,
		duration: durationOf(video),
		size: video.listedSize,
		create_time: video.uploadTime,
		status: video.statusWord,
		cause: video.status === 'FAIL' ? causeOfFailure : undefined,
		datetime_taken: video.datetimeTaken,
		camera_model: video.cameraModel,
		latitude: video.latitude,
		longitude: video.longitude,
		tags: video.tags,
	};
}

function listData({ videos, page, size, totalCount, isTextOnly }: VideoPage): object {
	const details = videos.map(v12VideoDetails);
	return {
		videos: isTextOnly ? details.map(withNumbersAsText) : details,
		current_page: page,
		page_size: size,
		...(isTextOnly ? withNumbersAsText({ total_count: totalCount }) : { total_count: totalCount }),
	};
}

function withNumbersAsText(values: object): object {
	return Object.fromEntries(
		Object.entries(values).map(([name, value]: [string, unknown]) => [
			name,
			typeof value === 'number' ? String(value) : value,
		]),
	);
}

function statusWord(status: VideoStatus): string {
	return status === 'FAIL' ? 'FAILED' : status;
}
