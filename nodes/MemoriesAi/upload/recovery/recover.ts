import { ApiFailure } from '../../api/ApiFailure';
import { growingPause, pause } from '../../api/transport/pause';
import { cancelSignalOf, type ApiAccess } from '../../api/transport/request';
import { openUploads, type OpenState, type OpenUpload, type UploadEntry } from '../../state';
import { fileStem } from './fileStem';
import { findUnconfirmed, type ExpectedVideo } from './findUnconfirmed';
import { recoveredVideo, type UploadedVideo } from './uploadedVideo';
import { unconfirmedError } from './uploadErrors';

/** memories.ai may take its time to store a video and to list it. */
const LOOKING_MS = 120_000;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 30_000;

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
	const signal = cancelSignalOf(api.context);
	const isOverAt = performance.now() + LOOKING_MS;
	let lookAlikes = 0;
	let failure: ApiFailure | undefined;
	api.context.logger.info('memories.ai did not confirm an upload, looking for the video in the account');
	for (let looks = 0; signal?.aborted !== true; looks++) {
		const found = await findUnconfirmed(api, expected, sentAtMs).catch((error: unknown) => {
			if (error instanceof ApiFailure) return error;
			throw error;
		});
		if (found instanceof ApiFailure) {
			failure = found;
			if (found.lasts === 'yes') break;
		} else {
			const [candidate] = found.candidates;
			const isSure = found.isComplete && found.candidates.length === 1 && !hasRival(api, entry, expected);
			if (candidate !== undefined && isSure) return recoveredVideo(candidate);
			lookAlikes = found.candidates.length;
			failure = undefined;
		}
		const leftMs = isOverAt - performance.now();
		if (leftMs <= 0) break;
		await pause(Math.min(growingPause(FIRST_PAUSE_MS, looks, LONGEST_PAUSE_MS), leftMs), signal);
	}
	const isCancelled = signal?.aborted === true;
	throw unconfirmedError(expected, sentAtMs, { cause, failure, lookAlikes, isCancelled });
}

/** Whether another upload of this process, without an answer so far, looks the same. */
function hasRival(api: ApiAccess, entry: UploadEntry, expected: ExpectedVideo): boolean {
	const own = lookOf(api, expected);
	return openUploads
		.pairs()
		.some(
			([other, { account, stem, size }]) =>
				other !== entry && account === own.account && stem === own.stem && size === own.size,
		);
}

/** How an upload without an answer is told from others. */
export function lookOf({ baseUrl }: ApiAccess, { name, size, uniqueId = '' }: ExpectedVideo): OpenUpload {
	return { account: `${baseUrl} ${uniqueId}`, stem: fileStem(name), size };
}
