import { isFailure } from '../../api/ApiFailure';
import { listVideos } from '../../api/endpoints/videoList';
import { pause } from '../../api/transport/pause';
import { cancelSignalOf, type ApiAccess } from '../../api/transport/request';
import { openUploads, uploadedVideos, type OpenState, type UploadEntry } from '../../state';
import { TransferFailure } from '../transfer/TransferFailure';
import { cancelledError } from '../transfer/cancelledError';
import type { ExpectedVideo } from './findUnconfirmed';
import { paceAfterLimit, untilTurnMs, waitForTurn } from './pacing';
import { lookOf, recover } from './recover';
import { pauseBeforeRetry } from './retryPause';
import { isUploadedVideo, type UploadedVideo } from './uploadedVideo';

/** One way of bringing a video to memories.ai. */
export interface Transfer {
	api: ApiAccess;
	/** How the video would look in the account. */
	expected: ExpectedVideo;
	/**
	 * Sends it, in one request.
	 *
	 * @param leftMs the longest time that the request may take, in ms
	 * @returns the `data` of the answer
	 * @throws TransferFailure when memories.ai refuses, or does not answer
	 */
	send(leftMs: number): Promise<unknown>;
}

/** How long one item may take, and how often it is sent. */
export interface UploadPatience {
	/** How often to send it again. */
	maxRetries: number;
	/** All tries and the pauses between them, in ms; Infinity for no limit. */
	uploadTimeoutMs: number;
}

/**
 * Brings one video to memories.ai, and never makes a second one of it. It is sent again only while nothing whole can have
 * arrived. Once it may have, its entry is open, and stays so: the account is searched for it, and nothing is sent any more,
 * not by a retry here and not by one of n8n's.
 *
 * @param entry the item's, changed on the way
 * @throws ApiFailure when memories.ai refuses, or cannot be reached
 * @throws UserError when the video cannot be read, a time limit is over, the execution was cancelled, or memories.ai may
 * have the video and does not confirm it
 */
export async function uploadOnce(
	entry: UploadEntry,
	transfer: Transfer,
	{ maxRetries, uploadTimeoutMs }: UploadPatience,
): Promise<UploadedVideo> {
	const { api } = transfer;
	if (entry.state.kind === 'open') return await recovered(entry, transfer, entry.state);

	const isOverAt = performance.now() + uploadTimeoutMs;
	for (let retries = 0; ; retries++) {
		await waitForTurn(api, isOverAt);
		if (cancelSignalOf(api.context)?.aborted === true) throw cancelledError();
		const open = markAsOpen(entry, transfer);
		const answer = await transfer.send(isOverAt - performance.now()).catch((error: unknown) => {
			if (error instanceof TransferFailure) return error;
			throw error;
		});
		if (!(answer instanceof TransferFailure)) {
			if (isUploadedVideo(answer)) return named(entry, answer);
		} else {
			open.cause = answer.cause;
			if (!answer.mayHaveArrived) {
				markAsNotSent(entry);
				await pauseOrThrow(api, answer.cause, retries, { maxRetries, isOverAt });
				continue;
			}
		}
		return await recovered(entry, transfer, open);
	}
}

/** @throws the cause, when the video is not to be sent again */
async function pauseOrThrow(
	api: ApiAccess,
	cause: Error,
	retries: number,
	{ maxRetries, isOverAt }: { maxRetries: number; isOverAt: number },
): Promise<void> {
	paceAfterLimit(api, cause);
	const retryPauseMs = pauseBeforeRetry(cause, retries);
	if (retryPauseMs === undefined || retries >= maxRetries) throw cause;
	const pauseMs = Math.max(retryPauseMs, untilTurnMs(api));
	if (performance.now() + pauseMs >= isOverAt) throw cause;
	api.context.logger.info(
		`The upload did not go through, next try in ${Math.round(pauseMs / 1000)} s (${retries + 1} of ${maxRetries})`,
	);
	await pause(pauseMs, cancelSignalOf(api.context));
	if (isFailure(cause, 'unanswered')) await throwLastingRefusal(api);
}

async function recovered(
	entry: UploadEntry,
	{ api, expected }: Transfer,
	open: OpenState,
): Promise<UploadedVideo> {
	return named(entry, await recover(api, expected, entry, open));
}

function markAsOpen(entry: UploadEntry, { api, expected }: Transfer): OpenState {
	const open: OpenState = { kind: 'open', sentAtMs: Date.now(), cause: new Error('it named no video') };
	entry.state = open;
	openUploads.set(entry, lookOf(api, expected));
	return open;
}

function markAsNotSent(entry: UploadEntry): void {
	openUploads.delete(entry);
	entry.state = { kind: 'notSent' };
}

function named(entry: UploadEntry, video: UploadedVideo): UploadedVideo {
	uploadedVideos.set(video.videoNo, true);
	openUploads.delete(entry);
	return video;
}

/**
 * A server that refuses early may close the connection before its answer can be read. One small request finds that out
 * before gigabytes are sent again.
 *
 * @throws ApiFailure when memories.ai refuses for a reason that lasts
 */
async function throwLastingRefusal(api: ApiAccess): Promise<void> {
	await listVideos({ ...api, limitRetries: 0 }, { page: 1, size: 1 }).catch((error: unknown) => {
		if (isFailure(error, 'account', 'credits', 'key')) throw error;
	});
}
