import type { IExecuteFunctions } from 'n8n-workflow';
import { pause } from '../api/pause';
import type { ApiAccess } from '../api/request';
import { listVideos, type ListedVideo, type VideoListing } from '../api/videos';
import { isNamedVideo } from './namedVideos';
import type { FormField } from './uploadForm';

/** Whether memories.ai holds a video that was sent but not confirmed. */
export type StoredVideoSearch =
	| { kind: 'found'; video: ListedVideo }
	| { kind: 'absent' }
	/** The account could not be looked at, or not far enough. */
	| { kind: 'unknown' };

type ListedVideos = Extract<VideoListing, { kind: 'listed' }>;

/** The server may still be storing the video when the connection breaks, so it is looked for more than once. */
const PAUSES_BEFORE_LOOKS_MS = [0, 2_000, 5_000];
const PAGE_SIZE = 100;

/** What was asked for: where, and with which form fields. */
interface UnconfirmedUpload {
	api: ApiAccess;
	fields: readonly FormField[];
}

/**
 * Looks in the account for a video that was asked for but never confirmed: the same one, created since the request
 * began.
 *
 * @param sentAt when the request began, on the clock of `performance.now()`
 * @param isSame whether a video in the account looks like the uploaded one
 */
export async function findStoredVideo(
	context: IExecuteFunctions,
	upload: UnconfirmedUpload,
	sentAt: number,
	isSame: (video: ListedVideo) => boolean,
): Promise<StoredVideoSearch> {
	for (const pauseMs of PAUSES_BEFORE_LOOKS_MS) {
		await pause(pauseMs, context.getExecutionCancelSignal());
		const listing = await listVideos(context, upload.api, {
			page: 1,
			size: PAGE_SIZE,
			unique_id: namespaceOf(upload),
		});
		if (listing.kind !== 'listed') return { kind: 'unknown' };

		// The server's clock may differ from ours; what has passed since the request began is the same on both. Its date
		// has whole seconds, cut off, so this is the moment the request began or up to a second before.
		const now = listing.serverTimeMs ?? Date.now();
		const sentAtServerTime = now - (performance.now() - sentAt);
		const video = listing.videos.find(
			(candidate) =>
				!isNamedVideo(candidate.videoNo) &&
				candidate.createdAt !== undefined &&
				Date.parse(candidate.createdAt) >= sentAtServerTime &&
				isSame(candidate),
		);
		if (video !== undefined) return { kind: 'found', video };
		if (!reachesBackTo(sentAtServerTime, listing)) return { kind: 'unknown' };
	}
	return { kind: 'absent' };
}

/** Whether no video made since then can be missing: the page holds all there are, or the newest first and older ones. */
function reachesBackTo(timeMs: number, { videos, totalCount = Infinity }: ListedVideos): boolean {
	if (totalCount <= videos.length) return true;
	const times = videos.map(({ createdAt }) => Date.parse(createdAt ?? ''));
	const isNewestFirst = times.every((time, index) => index === 0 || time <= (times[index - 1] ?? NaN));
	return isNewestFirst && (times.at(-1) ?? NaN) < timeMs;
}

/** Lists show one part of the account only, the one the video was sent to. */
function namespaceOf({ fields }: UnconfirmedUpload): string | undefined {
	return fields.find(([name]) => name === 'unique_id')?.[1];
}

/**
 * Whether a video in the account is named after a file. Stored names lack the extension, and may be encoded or extended.
 *
 * @param fileName with its extension
 */
export function isNameOfFile(name: string, fileName: string): boolean {
	const stem = fileName.replace(/\.[^.]+$/, '');
	return stem !== '' && (name.includes(stem) || name.includes(encodeURIComponent(stem)));
}
