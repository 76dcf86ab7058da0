import type { NameAndValue } from './body/receivedBody';
import type { ApiVersion } from './generations/generation';

/** Waiting for processing, processed, or failed (page "Response code", callback status values). */
export type VideoStatus = 'UNPARSE' | 'PARSE' | 'FAIL';

/** A video of the simulated account. */
export interface Video {
	videoNo: string;
	/** The name the lists show: the uploaded file's name without its extension. */
	videoName: string;
	status: VideoStatus;
	/** Milliseconds since 1970. */
	uploadTime: number;
	/** Bytes of the uploaded file. */
	size: number;
	/** The API generation it was uploaded by; decides how its callbacks look. */
	version: ApiVersion;
	clientId: string;
	/** The v1.2 namespace. */
	uniqueId: string;
	/** Where status changes are reported to, exactly as the upload gave it. */
	callback?: string;
	/** Digits, more than a number holds. */
	folderId?: string | undefined;
	datetimeTaken?: string;
	cameraModel?: string;
	latitude?: number;
	longitude?: number;
	tags: readonly string[];
	/** Whether lists and metadata show it. */
	isListed: boolean;
	/** Whether it is one of those that memories.ai gives to every new account. */
	isSample?: boolean;
	/** The uploaded file's name, or the end of the URL it came from. */
	fileName?: string;
	/** Hexadecimal SHA-256 of the uploaded file. */
	sha256?: string;
	/** The form that it was uploaded with, the file left out. */
	fields?: readonly NameAndValue[];
	/** The import that brought it. */
	taskId?: string;
	/** The post it comes from. */
	link?: string;
	/** False for a video without an audio track. */
	hasAudio?: boolean;
}

/** The namespace of videos uploaded without `unique_id` (v1.2 page "Upload Video from File"). */
export const defaultUniqueId = 'default';

/** The videos of the simulated account, in upload order. */
export class VideoLibrary {
	private readonly videos: Video[] = [];

	/** The videos, oldest first. */
	get all(): readonly Video[] {
		return this.videos;
	}

	/** Adds a video; the same content or name any number of times. */
	add(video: Video): void {
		this.videos.push(video);
	}

	/** The video of that number, if the account holds it. */
	find(videoNo: string): Video | undefined {
		return this.videos.find((video) => video.videoNo === videoNo);
	}

	/** Removes the video of that number; unknown numbers are ignored (v1.2 page "Delete Video"). */
	delete(videoNo: string): void {
		const index = this.videos.findIndex((video) => video.videoNo === videoNo);
		if (index >= 0) this.videos.splice(index, 1);
	}
}
