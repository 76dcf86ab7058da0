import { videosInARow } from '../../state';

/** So many videos in a row show that a server is there, knows the key and keeps its connections. */
const ENOUGH_IN_A_ROW = 50;

/** A larger video takes so long that a moment more makes no difference, in bytes. */
const SMALL_BYTES = 4 * 1024 ** 2;

/**
 * Whether the last piece of a video is held back for a moment. The systems between take megabytes before the server sees a
 * byte of them; when the connection breaks or the server refuses meanwhile, it is sure that no whole video has arrived.
 * Small videos are no longer held back when the server has accepted many in a row.
 *
 * @param baseUrl the server's
 * @param size of the video in bytes
 */
export function isHeldBack(baseUrl: string, size: number): boolean {
	return size > SMALL_BYTES || (videosInARow.get(baseUrl) ?? 0) < ENOUGH_IN_A_ROW;
}

/** Counts a video that the server has accepted. */
export function countAccepted(baseUrl: string): void {
	videosInARow.set(baseUrl, (videosInARow.get(baseUrl) ?? 0) + 1);
}

/** Begins to count anew: a server that has refused or broken off may do so again. */
export function countAnew(baseUrl: string): void {
	videosInARow.delete(baseUrl);
}
