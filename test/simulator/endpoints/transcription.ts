import { badParameter, flaggedSuccess } from '../envelope';
import { scenes, speech, type Segment } from '../videoContent';
import type { Video } from '../videoLibrary';
import { addressedVideo } from './addressedVideo';
import type { Endpoint } from './endpoint';

/**
 * What is said in a video (pages "Audio Transcription" of both generations): `data` is null without an audio track, and
 * as long as the video is not parsed.
 */
export const audioTranscription: Endpoint = (request, service) => {
	const { refusal, video } = addressedVideo(request, service);
	if (refusal !== undefined) return request.generation.refused(refusal);
	const isReady = video?.status === 'PARSE' && video.hasAudio !== false;
	return flaggedSuccess(isReady ? transcriptionOf(video, speech) : null);
};

/**
 * What is seen in a video (pages "Video Transcription" of both generations, "Video Caption" of the later v1.2). As long
 * as the video is not parsed, it is refused, as developers have seen it.
 */
export const visualTranscription: Endpoint = (request, service) => {
	const { refusal, video } = addressedVideo(request, service);
	if (refusal !== undefined) return request.generation.refused(refusal);
	if (video === undefined) return flaggedSuccess(null);
	if (video.status === 'UNPARSE') {
		return request.generation.refused(badParameter('The video is still processing.'));
	}
	return flaggedSuccess(video.status === 'PARSE' ? transcriptionOf(video, scenes) : null);
};

function transcriptionOf({ videoNo, uploadTime }: Video, segments: readonly Segment[]): object {
	const transcriptions = segments.map(({ start, end, text }, index) => ({
		index,
		content: text,
		startTime: String(start),
		endTime: String(end),
	}));
	return { videoNo, transcriptions, createTime: String(uploadTime) };
}
