import { badParameter, flaggedSuccess } from '../envelope';
import { defaultFolderId } from '../folderLibrary';
import { scenes, speech, type Segment } from '../videoContent';
import { defaultUniqueId, type Video } from '../videoLibrary';
import type { ApiRequest, Endpoint, Service } from './endpoint';
import { integerIn } from './integerIn';

const defaultTopK = 100;

/**
 * Search (pages "Search" of both generations, "Search by Text" of v1.2). Every processed video matches, the newest
 * best, and each video's first place comes twice, as it does in real answers.
 */
export const search: Endpoint = (request, service) => {
	const { generation, body } = request;
	const parameters = isObject(body.json) ? body.json : {};
	const { search_param: text, search_type: type = 'BY_CLIP', top_k: topK = defaultTopK } = parameters;
	if (typeof text !== 'string' || text.trim() === '') {
		return generation.refused(badParameter('search_param: must not be empty'));
	}
	if (!generation.searchTypes.includes(String(type))) {
		return generation.refused(
			badParameter(`search_type: must be one of ${generation.searchTypes.join(', ')}`),
		);
	}
	const matches = videosToSearch(request, parameters, service).flatMap((video, index) =>
		matchesIn(video, String(type), 0.9 - index / 10, generation.version === 'v1.1'),
	);
	return flaggedSuccess(generation.version === 'v1.1' ? matches : matches.slice(0, Number(topK)));
};

type Parameters = Record<string, unknown>;

function videosToSearch(
	{ generation, body }: ApiRequest,
	parameters: Parameters,
	{ videos }: Service,
): Video[] {
	const { video_nos: videoNos, tag, unique_id: uniqueId = defaultUniqueId } = parameters;
	const folderId = integerIn(body, 'folder_id');
	const { camera_tag: camera, datetime_taken: takenAt, latitude, longitude } = parameters;
	return videos.all
		.filter(
			(video) =>
				video.status === 'PARSE' &&
				(!Array.isArray(videoNos) || videoNos.includes(video.videoNo)) &&
				(folderId === undefined || (video.folderId ?? defaultFolderId) === folderId) &&
				(typeof tag !== 'string' || video.tags.includes(tag)) &&
				(typeof camera !== 'string' || video.cameraModel === camera) &&
				(typeof takenAt !== 'string' || (video.datetimeTaken ?? '') >= takenAt) &&
				(latitude === undefined || isNear(video, Number(latitude), Number(longitude))) &&
				(!generation.hasNamespaces || video.uniqueId === uniqueId),
		)
		.reverse();
}

/** Lists have a circle of some 20 km around a place; a square of that size will do. */
const nearbyDegrees = 0.18;

function isNear(video: Video, latitude: number, longitude: number): boolean {
	const isWithin = (place: number | undefined, centre: number) =>
		place !== undefined && Math.abs(place - centre) <= nearbyDegrees;
	return isWithin(video.latitude, latitude) && isWithin(video.longitude, longitude);
}

function matchesIn(video: Video, type: string, score: number, areWholeVideos: boolean): object[] {
	const { videoNo, videoName } = video;
	if (type === 'BY_VIDEO' && areWholeVideos) {
		return [{ videoNo, videoName, startTime: 'null', endTime: 'null' }];
	}
	if (type === 'BY_CAPTION') {
		return twice(scenes).map(({ start, end, text }) => ({
			video_no: videoNo,
			text,
			vector: [0.12, -0.34, 0.56],
			user_id: video.clientId,
			start_time: start,
			end_time: end,
			score,
		}));
	}
	const isAudio = type === 'BY_AUDIO';
	return twice(isAudio ? speech : scenes).map(({ start, end, text }) => ({
		videoNo,
		videoName,
		startTime: String(start),
		endTime: String(end),
		...(isAudio ? { audio_ts: text } : {}),
		score,
	}));
}

/** The segments, the first of them once more. */
function twice(segments: readonly Segment[]): readonly Segment[] {
	return [...segments, ...segments.slice(0, 1)];
}

function isObject(value: unknown): value is Parameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
