import { meaningOfVideoStatus, type VideoStatusMeaning } from '../vocabulary/videoStatus';

/** A video as lists describe it, with the numbers as numbers in every generation. */
export interface ListedVideo {
	videoNo: string;
	name: string;
	status: string;
	/** Why processing failed, when it did. */
	cause?: string;
	/** In seconds. */
	duration?: number;
	/** In bytes; of v1.x only. */
	size?: number;
	/** ISO 8601. */
	createdAt?: string;
	/** Of v1.2 and the Datalake only, as are the following. */
	tags?: string[];
	cameraModel?: string;
	/** As the upload said it: in v1.2 without a time zone. */
	datetimeTaken?: string;
	/** In decimal degrees. */
	latitude?: number;
	/** In decimal degrees. */
	longitude?: number;
	/** What the upload was given to be told by; of the Datalake only, as are the following. */
	reference?: string;
	collectionId?: string;
	/** How far memories.ai is with it, in percent, while it works on it. */
	progress?: number;
	/** What the status means where memories.ai says more about that than the word does. */
	meaning?: VideoStatusMeaning;
}

/** What a video looks like, as far as the generation tells; v1.1 knows the listed values only. */
export interface VideoDetails extends ListedVideo {
	/** Such as `720p`. */
	resolution?: string;
	/** In pixels. */
	width?: number;
	/** In pixels. */
	height?: number;
	/** Frames a second. */
	fps?: number;
}

/** What the status of a video means; undefined for a word without a known meaning. */
export function meaningOfVideo({
	status,
	meaning,
}: Pick<ListedVideo, 'meaning' | 'status'>): VideoStatusMeaning | undefined {
	return meaning ?? meaningOfVideoStatus(status);
}

/** Whether memories.ai is done with a video, well or not. */
export function isFinished(video: Pick<ListedVideo, 'meaning' | 'status'>): boolean {
	const meaning = meaningOfVideo(video);
	return meaning === 'parsed' || meaning === 'failed';
}
