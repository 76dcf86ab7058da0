import { flaggedSuccess } from '../envelope';
import type { Video, VideoStatus } from '../videoLibrary';
import type { Generation } from './generation';
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
		chat: 'POST',
		get_video_caption: 'GET',
		get_video_transcription: 'GET',
		get_audio_transcription: 'GET',
		generate_summary: 'GET',
	},
	videoNoPrefix: 'VI',
	videoNamePrefix: '',
	hasNamespaces: true,
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
	listData: ({ videos, page, size, totalCount }) => ({
		videos: videos.map(v12VideoDetails),
		current_page: page,
		page_size: size,
		total_count: totalCount,
	}),
	callbackPayload: ({ videoNo }, status) => ({ videoNo, status }),
};

/** A video as the v1.2 pages "List Videos" and "Get Video Metadata" both show it. */
export function v12VideoDetails(video: Video): object {
	return {
		video_no: video.videoNo,
		video_name: video.videoName,
		duration: durationOf(video),
		size: video.size,
		create_time: video.uploadTime,
		status: statusWord(video.status),
		cause: video.status === 'FAIL' ? causeOfFailure : undefined,
		datetime_taken: video.datetimeTaken,
		camera_model: video.cameraModel,
		latitude: video.latitude,
		longitude: video.longitude,
		tags: video.tags,
	};
}

function statusWord(status: VideoStatus): string {
	return status === 'FAIL' ? 'FAILED' : status;
}
