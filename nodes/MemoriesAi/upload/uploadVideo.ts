import type { IExecuteFunctions } from 'n8n-workflow';
import { apiError } from '../api/errors';
import { pause } from '../api/pause';
import type { ApiRefusal } from '../api/refusals';
import { callApi } from '../api/request';
import type { ListedVideo } from '../api/videos';
import { findStoredVideo, isNameOfFile } from './findStoredVideo';
import { mayHaveStoredVideo, sendUpload, type UploadAttempt, type VideoUpload } from './sendUpload';
import { isUploadedVideo, noted, recoveredVideo, type UploadedVideo } from './uploadedVideo';
import { uploadError } from './uploadError';
import { connectionPause, limitPause } from './uploadPauses';

/** Refusals that another try cannot change. */
const LASTING_REFUSALS: ReadonlyArray<ApiRefusal['kind']> = ['account', 'credits', 'key'];

/**
 * Sends one video and gives memories.ai's answer. It never makes a second video: what is sent again is what surely left
 * none behind, a request over the limit or one that broke before the whole video was handed over. When the whole video
 * was sent and no answer came, the account is searched for it first.
 *
 * @param maxRetries how often to send again
 * @throws NodeApiError when memories.ai refuses, does not answer, or leaves it open whether it has the video
 * @throws NodeOperationError when the video cannot be read, a time limit is over, or the execution was cancelled
 */
export async function uploadVideo(
	context: IExecuteFunctions,
	itemIndex: number,
	upload: VideoUpload,
	maxRetries: number,
): Promise<UploadedVideo> {
	for (let retries = 0; ; retries++) {
		const attempt = await sendUpload(context, upload);
		const { outcome } = attempt;
		if (outcome.kind === 'accepted' && isUploadedVideo(outcome.data)) return noted(outcome.data);

		let isSurelyAbsent = !mayHaveStoredVideo(attempt);
		if (!isSurelyAbsent && attempt.ending !== 'cancelled') {
			context.logger.info(
				`memories.ai did not confirm item ${itemIndex}, looking for the video in the account`,
			);
			const search = await findStoredVideo(context, upload, attempt.sentAt, (listed) =>
				isSameFile(listed, upload),
			);
			if (search.kind === 'found') return noted(recoveredVideo(search.video));
			// An answer that accepts the video, but does not name it, outweighs a list without it.
			isSurelyAbsent = search.kind === 'absent' && outcome.kind !== 'accepted';
		}

		const pauseMs = isSurelyAbsent ? pauseBeforeRetry(attempt, retries) : undefined;
		if (pauseMs === undefined || retries >= maxRetries) {
			throw uploadError(context.getNode(), itemIndex, upload.limits, attempt, isSurelyAbsent);
		}
		context.logger.info(
			`Upload of item ${itemIndex} did not go through, next try in ${Math.round(pauseMs / 1000)} s (${retries + 1} of ${maxRetries})`,
		);
		await pause(pauseMs, context.getExecutionCancelSignal());
		if (outcome.kind === 'unanswered') await throwLastingRefusal(context, itemIndex, upload);
	}
}

/** How long to wait before the video is sent again, in ms; undefined when that would not help. */
function pauseBeforeRetry({ outcome, progress, ending }: UploadAttempt, retries: number): number | undefined {
	if (outcome.kind === 'accepted' || ending !== undefined || progress.sourceError !== undefined) {
		return undefined;
	}
	if (outcome.kind === 'refused' && outcome.refusal.kind === 'limit') {
		return outcome.refusal.retryAfterMs ?? limitPause(retries);
	}
	const isTransportTrouble =
		outcome.kind === 'unanswered' ||
		outcome.refusal.kind === 'gateway' ||
		(outcome.refusal.kind === 'unreadable' && progress.isComplete);
	return isTransportTrouble ? connectionPause(retries) : undefined;
}

/**
 * A server that refuses early may close the connection before its answer can be read. One small request finds that out
 * before gigabytes are sent again.
 *
 * @throws NodeApiError when memories.ai refuses for a reason that lasts
 */
async function throwLastingRefusal(
	context: IExecuteFunctions,
	itemIndex: number,
	{ api }: VideoUpload,
): Promise<void> {
	const outcome = await callApi(context, {
		...api,
		method: 'POST',
		endpoint: 'list_videos',
		body: { page: 1, size: 1 },
	});
	if (outcome.kind === 'refused' && LASTING_REFUSALS.includes(outcome.refusal.kind)) {
		throw apiError(context.getNode(), outcome, itemIndex);
	}
}

/** Stored names may be encoded or extended, so the exact size says more; a size of 0 is one not known yet. */
function isSameFile({ size = 0, name }: ListedVideo, { source, video }: VideoUpload): boolean {
	return size > 0 ? size === source.size : isNameOfFile(name, video.fileName);
}
