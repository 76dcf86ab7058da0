import type { FormField } from './videoForm';

/** The most tags of a video, and the longest name of a camera, in characters. Source: v1.2 page "Upload Video from File". */
export const MAX_TAGS = 20;
export const MAX_CAMERA_MODEL_LENGTH = 200;

/** What a user can say about a video, in v1.2. */
export interface VideoDescription {
	cameraModel?: string | undefined;
	/** As the camera wrote it: memories.ai's form has no time zone. */
	datetimeTaken?: { text: string } | undefined;
	/** Digits, maybe more than a number holds. */
	folderId?: string | undefined;
	/** In decimal degrees. */
	latitude?: number | undefined;
	/** In decimal degrees. */
	longitude?: number | undefined;
	retainOriginalVideo?: boolean | undefined;
	tags: readonly string[];
	uniqueId?: string | undefined;
	videoTranscriptionPrompt?: string | undefined;
}

/**
 * The form fields that describe a video; what is not set is left out. Source: v1.2 page "Upload Video from File".
 */
export function detailFields(video: VideoDescription): FormField[] {
	const fields: ReadonlyArray<readonly [name: string, value: string | number | boolean | undefined]> = [
		['camera_model', video.cameraModel],
		['datetime_taken', video.datetimeTaken?.text],
		['folder_id', video.folderId],
		['latitude', video.latitude],
		['longitude', video.longitude],
		['retain_original_video', video.retainOriginalVideo],
		...video.tags.map((tag) => ['tags', tag] as const),
		['unique_id', video.uniqueId],
		['video_transcription_prompt', video.videoTranscriptionPrompt],
	];
	return fields.flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)] as const]));
}
