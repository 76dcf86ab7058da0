import { isFailure } from '../../api/ApiFailure';
import { endpointsOf } from '../../api/endpoints/endpointsOf';
import { pause } from '../../api/transport/pause';
import { cancelSignalOf, type ApiAccess } from '../../api/transport/request';
import { openUploads, uploadedVideos, type OpenState, type UploadEntry } from '../../state';
import { cancelledError } from '../transfer/cancelledError';
import { TransferFailure } from '../transfer/TransferFailure';
import type { ExpectedVideo } from './findUnconfirmed';
import { paceAfterLimit, paceAfterUpload, untilTurnMs, waitForTurn } from './pacing';
import { lookOf, recover } from './recover';
import { pauseBeforeRetry } from './retryPause';
import { isUploadedVideo, type UploadedVideo } from './uploadedVideo';
import { orUnconfirmed } from './uploadErrors';

/** One way of bringing a video to memories.ai. */
export interface Transfer {
	api: ApiAccess;
	/** How the video would look in the account. */
	expected: ExpectedVideo;
	/** Sent again, it ends in the same video: memories.ai knows it by a key. */
	isRepeatable?: boolean;
	/** Whether more of it has arrived since this was asked before, so that another try is not one more of the same. */
	hasAdvanced?(): boolean;
	/**
	 * Sends it, or the rest of it.
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

/** Made once: an error takes longer than all else that is noted of an upload. */
const NAMED_NO_VIDEO = new Error('it named no video');

/**
 * Brings one video to memories.ai, and never makes a second one of it. It is sent again only while nothing whole can have
 * arrived. Once it may have, its entry is open, and stays so: the account is searched for it, and nothing is sent any more,
 * not by a retry here and not by one of n8n's. A transfer that is repeatable is sent again all the same.
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
	const { api, isRepeatable = false } = transfer;
	if (entry.state.kind === 'open' && !isRepeatable) return await recovered(entry, transfer, entry.state);

	const isOverAt = performance.now() + uploadTimeoutMs;
	let mayHaveArrived = entry.state.kind === 'open';
	let retries = 0;
	for (let tries = 0; ; tries++) {
		await waitForTurn(api, isOverAt);
		if (cancelSignalOf(api.context)?.aborted === true) throw cancelledError();
		const open = markAsOpen(entry, transfer);
		const answer = await transfer
			.send(isOverAt - performance.now())
			.catch((error: unknown) => {
				if (error instanceof TransferFailure) return error;
				throw error;
			})
			.finally(() => paceAfterUpload(api));
		if (!(answer instanceof TransferFailure)) {
			return isUploadedVideo(answer) ? named(entry, answer) : await recovered(entry, transfer, open);
		}
		const { cause } = answer;
		open.cause = cause;
		mayHaveArrived ||= answer.mayHaveArrived;
		if (mayHaveArrived && !isRepeatable) return await recovered(entry, transfer, open);
		if (!mayHaveArrived) markAsNotSent(entry);
		if (transfer.hasAdvanced?.() === true) retries = 0;
		await pauseOrThrow(api, cause, { tries, retries, maxRetries, isOverAt }).catch((error: unknown) => {
			throw mayHaveArrived ? orUnconfirmed(error, transfer, open.sentAtMs) : error;
		});
		if (!isWaitedOut(api, cause)) retries++;
	}
}

/** The Datalake takes some videos at a time, and the next when one of them is done, which is no matter of tries. */
function isWaitedOut({ apiVersion }: ApiAccess, cause: Error): boolean {
	return apiVersion === 'datalake' && isFailure(cause, 'limit');
}

/** What an upload has behind it, and how much more the user allows. */
interface Retries {
	/** All tries so far, from 0. */
	tries: number;
	/** Those that count. */
	retries: number;
	maxRetries: number;
	/** On the clock of `performance.now()`, in ms. */
	isOverAt: number;
}

/** @throws the cause, when the video is not to be sent again */
async function pauseOrThrow(
	api: ApiAccess,
	cause: Error,
	{ tries, retries, maxRetries, isOverAt }: Retries,
): Promise<void> {
	paceAfterLimit(api, cause);
	const isWait = isWaitedOut(api, cause) && maxRetries > 0;
	const retryPauseMs = pauseBeforeRetry(api.apiVersion, cause, isWait ? tries : retries);
	if (retryPauseMs === undefined || (retries >= maxRetries && !isWait)) throw cause;
	const pauseMs = Math.max(retryPauseMs, untilTurnMs(api));
	if (performance.now() + pauseMs >= isOverAt) throw cause;
	const count = isWait ? '' : ` (${retries + 1} of ${maxRetries})`;
	api.context.logger.info(
		`The upload did not go through, next try in ${Math.round(pauseMs / 1000)} s${count}`,
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
	const open: OpenState = { kind: 'open', sentAtMs: Date.now(), cause: NAMED_NO_VIDEO };
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
	await endpointsOf(api)
		.checkAccount({ ...api, limitRetries: 0 })
		.catch((error: unknown) => {
			if (isFailure(error, 'account', 'credits', 'key', 'scope')) throw error;
		});
}
