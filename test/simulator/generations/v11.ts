import { flaggedSuccess, plainSuccess } from '../envelope';
import type { Generation, ShownVideo } from './generation';
import { causeOfFailure, durationOf } from './processedVideo';

/** API v1.1 (v1.1 pages "Upload Video from File", "List Videos", "Delete Videos"). */
export const v11: Generation = {
	version: 'v1.1',
	pathPrefix: '/serve/api/video',
	endpoints: {
		upload: 'POST',
		upload_url: 'POST',
		list_videos: 'POST',
		delete_videos: 'POST',
		search: 'POST',
		chat: 'POST',
		get_video_transcription: 'GET',
		get_audio_transcription: 'GET',
		generate_summary: 'GET',
		get_folder: 'GET',
	},
	videoNoPrefix: 'mavi_video_',
	videoNamePrefix: 'mavi_api_video_',
	hasNamespaces: false,
	hasVideoNosFilter: false,
	searchTypes: ['BY_AUDIO', 'BY_VIDEO', 'BY_CLIP'],
	chatForm: 'stream',
	defaultPageSize: 20,
	matchesName: (videoName, filter) => videoName.includes(filter),
	refusalOfUpload: () => undefined,
	refusalOfParameters: () => undefined,
	uploadDetails: () => ({}),
	uploadSuccess: plainSuccess,
	// As really answered; the page shows the same as for a file.
	urlUploadSuccess: ({ videoNo, videoName }) => flaggedSuccess({ videoNo, videoName }),
	refused: ({ code, msg }) => ({ code, msg }),
	statusWord: (status) => status,
	listData: ({ videos, page, size, totalCount }) => ({
		videos: videos.map(listItem),
		current_page: page,
		page_size: size,
		total_count: textOf(totalCount),
	}),
	callbackPayload: ({ videoNo, clientId }, status) => ({ videoNo, clientId, status }),
};

function listItem(video: ShownVideo): object {
	return {
		duration: String(durationOf(video)),
		size: textOf(video.listedSize),
		status: video.statusWord,
		cause: video.status === 'FAIL' ? causeOfFailure : 'null',
		video_no: video.videoNo,
		video_name: video.videoName,
		create_time: String(video.uploadTime),
	};
}

function textOf(value: number | null | undefined): string | null | undefined {
	return typeof value === 'number' ? String(value) : value;
}
