import { ApiFailure } from '../../api/ApiFailure';
import { growingPause, pause } from '../../api/transport/pause';
import { cancelSignalOf, type ApiAccess } from '../../api/transport/request';
import { openUploads, uploadedVideos, type OpenState, type OpenUpload, type UploadEntry } from '../../state';
import { fileStem } from './fileStem';
import { CLOCK_TOLERANCE_MS, findUnconfirmed, type ExpectedVideo } from './findUnconfirmed';
import { recoveredVideo, type UploadedVideo } from './uploadedVideo';
import { unconfirmedError, type Search } from './uploadErrors';

/** memories.ai may take its time to store a video and to list it. */
const LOOKING_MS = 120_000;
const LONGEST_LOOK_MS = 20_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

/** Of the larger size. */
const LIKE_SIZES_SHARE = 0.01;

/**
 * Looks for a video that was sent and never confirmed. It is this one only when it is the only new one of its size and
 * name, and no other upload of this process can have made it.
 *
 * @param entry the item's, which is open
 * @throws UserError when it is not found, or the execution was cancelled
 */
export async function recover(
	api: ApiAccess,
	expected: ExpectedVideo,
	entry: UploadEntry,
	{ sentAtMs, cause }: OpenState,
): Promise<UploadedVideo> {
	if (fileStem(expected.name) === '') throw unconfirmedError(expected, sentAtMs, cause, 'nameless');
	openUploads.set(entry, lookOf(api, expected));
	const signal = cancelSignalOf(api.context);
	const isOverAt = performance.now() + LOOKING_MS;
	// The next look is the retry.
	const lookApi = { ...api, limitRetries: 0, timeoutMs: LONGEST_LOOK_MS };
	let search: Search = 'cancelled';
	api.context.logger.info('memories.ai did not confirm an upload, looking for the video in the account');
	for (let looks = 0; signal?.aborted !== true; looks++) {
		const found = await findUnconfirmed(lookApi, expected, sentAtMs).catch((error: unknown) => {
			if (error instanceof ApiFailure) return error;
			throw error;
		});
		if (found instanceof ApiFailure) {
			search = found;
			if (found.lasts === 'yes') break;
		} else {
			// Asked only now: an answer may have named one of them meanwhile.
			const [candidate, ...more] = found.candidates.filter(
				({ videoNo }) => uploadedVideos.get(videoNo) === undefined,
			);
			const isSure = found.isComplete && more.length === 0 && !hasRival(api, entry, expected, sentAtMs);
			if (candidate !== undefined && isSure) return recoveredVideo(candidate);
			search = candidate !== undefined ? 'unclear' : found.isComplete ? 'absent' : 'tooMany';
		}
		const leftMs = isOverAt - performance.now();
		if (leftMs <= 0) break;
		const askedForMs = (found instanceof ApiFailure ? found.retryAfterMs : undefined) ?? 0;
		const pauseMs = Math.max(growingPause(FIRST_PAUSE_MS, looks, LONGEST_PAUSE_MS), askedForMs);
		await pause(Math.min(pauseMs, leftMs), signal);
	}
	openUploads.set(entry, { ...lookOf(api, expected), givenUpAtMs: Date.now() });
	throw unconfirmedError(expected, sentAtMs, cause, signal?.aborted === true ? 'cancelled' : search);
}

/**
 * Whether another upload of this process can have made the video that is found: it looks the same, has no answer so far,
 * and was on its way at the same time or in the same run. What was given up may be stored minutes later, so it counts for a
 * while; if it counted for longer, a file that once got no answer could not be recovered for the rest of the day.
 */
function hasRival(api: ApiAccess, entry: UploadEntry, expected: ExpectedVideo, sentAtMs: number): boolean {
	const own = lookOf(api, expected);
	return openUploads
		.pairs()
		.some(
			([other, { baseUrl, stem, size, givenUpAtMs = Infinity }]) =>
				other !== entry &&
				baseUrl === own.baseUrl &&
				stem === own.stem &&
				areOfLikeSize(size, own.size) &&
				(givenUpAtMs >= sentAtMs - CLOCK_TOLERANCE_MS || other.run === entry.run),
		);
}

/** A server may list a video a little larger or smaller than it was sent: then it lists one with the size of another. */
function areOfLikeSize(one: number | undefined, other: number | undefined): boolean {
	if (one === undefined || other === undefined) return true;
	return Math.abs(one - other) <= LIKE_SIZES_SHARE * Math.max(one, other);
}

/** How an upload without an answer is told from others. */
export function lookOf({ baseUrl }: ApiAccess, { name, size }: ExpectedVideo): OpenUpload {
	return { baseUrl, stem: fileStem(name), size };
}
