import type { Video } from '../videoLibrary';

/** The `cause` that real lists give for a video that could not be processed. */
export const causeOfFailure = 'Indexing failed. ';

/** A video's duration in seconds: the same for every processed video, 0 before and after a failure. */
export function durationOf(video: Video): number {
	return video.status === 'PARSE' ? 60 : 0;
}
