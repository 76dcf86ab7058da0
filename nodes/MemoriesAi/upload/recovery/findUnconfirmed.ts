import { endpointsOf } from '../../api/endpoints/endpointsOf';
import type { ListedVideo } from '../../api/endpoints/videoEntry';
import type { ApiAccess } from '../../api/transport/request';
import { fileStem } from './fileStem';

/** How a video that was sent would look in the account. */
export interface ExpectedVideo {
	/** Of the file, with or without its extension. */
	name: string;
	/** In bytes; undefined where it is not known, as of a video behind an address. */
	size: number | undefined;
	/** The part of a divided account that it was sent to. */
	uniqueId: string | undefined;
}

/** Clocks differ: of n8n, of memories.ai, and of whatever stands between them. */
export const CLOCK_TOLERANCE_MS = 15 * 60_000;

/** So many older videos in order show that a list has the newest first. */
const OLD_VIDEOS_COMPARED = 5;

/** An account with more new videos than fit on these pages is not searched further. */
const MAX_PAGES = 10;

/**
 * Looks in the account for new videos that look like one that was sent.
 *
 * @param sentAtMs when it was sent, in ms since 1970
 * @returns those, and whether all new ones were looked at
 * @throws ApiFailure when the account cannot be looked at
 */
export async function findUnconfirmed(
	api: ApiAccess,
	{ name, size, uniqueId }: ExpectedVideo,
	sentAtMs: number,
): Promise<{ candidates: ListedVideo[]; isComplete: boolean }> {
	const stem = fileStem(name);
	const candidates: ListedVideo[] = [];
	const times: number[] = [];
	let newSinceMs = Infinity;
	let pages = 0;
	for await (const { videos, next, serverTimeMs } of endpointsOf(api).listVideoPages(api, { uniqueId })) {
		// A server whose clock is behind dates its videos back, by as much as its answers.
		const behindMs = serverTimeMs === undefined ? 0 : Math.max(0, Date.now() - serverTimeMs);
		newSinceMs = Math.min(newSinceMs, sentAtMs - behindMs - CLOCK_TOLERANCE_MS);
		candidates.push(
			...videos.filter(
				(video) =>
					createdAtOf(video) >= newSinceMs &&
					fileStem(video.name) === stem &&
					(size === undefined || video.size === size),
			),
		);
		times.push(...videos.map(createdAtOf));
		if (next === undefined || reachesBackTo(newSinceMs, times)) return { candidates, isComplete: true };
		if (++pages >= MAX_PAGES) break;
	}
	return { candidates, isComplete: false };
}

/**
 * Whether the list has the newest videos first and goes on to older ones, so that no new one can come after them. The
 * videos that memories.ai puts into every account stand at the end of real lists, in an order of their own.
 *
 * @param times of the videos listed so far, in ms since 1970
 */
function reachesBackTo(timeMs: number, times: readonly number[]): boolean {
	const firstOld = times.findIndex((time) => time < timeMs);
	const compared = times.slice(0, firstOld + OLD_VIDEOS_COMPARED);
	const isNewestFirst = compared.every((time, index) => index === 0 || time <= (compared[index - 1] ?? NaN));
	return firstOld !== -1 && compared.length === firstOld + OLD_VIDEOS_COMPARED && isNewestFirst;
}

/** In ms since 1970; not a number where memories.ai does not say. */
function createdAtOf({ createdAt }: ListedVideo): number {
	return Date.parse(createdAt ?? '');
}
