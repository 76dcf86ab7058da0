import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { isJsonObject } from '../api/json';
import { pause } from './pause';
import { sendUpload, type UploadAttempt, type VideoUpload } from './sendUpload';
import { uploadError } from './uploadError';

/** memories.ai's answer to an upload; `videoNo` is always there. Source: "Upload Video from File" pages. */
export type UploadedVideo = IDataObject & { videoNo: string };

/** The API allows as little as one upload a minute. Source: "Rate limits" page. */
const LIMIT_PAUSE_MS = 20_000;
const CONNECTION_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 120_000;

/**
 * Sends one video and gives memories.ai's answer. Sends again only what surely left no video behind: a request over
 * the limit, or one that broke before the whole video was handed over.
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
		if (outcome.kind === 'accepted' && isUploadedVideo(outcome.data)) return outcome.data;

		const pauseMs = pauseBeforeRetry(attempt, retries);
		if (pauseMs === undefined || retries >= maxRetries) {
			throw uploadError(context.getNode(), itemIndex, upload.limits, attempt);
		}
		context.logger.info(
			`Upload of item ${itemIndex} did not go through, next try in ${Math.round(pauseMs / 1000)} s (${retries + 1} of ${maxRetries})`,
		);
		await pause(pauseMs, context.getExecutionCancelSignal());
	}
}

/** How long to wait before the video is sent again, in ms; undefined when it must not be. */
function pauseBeforeRetry({ outcome, progress, ending }: UploadAttempt, retries: number): number | undefined {
	if (outcome.kind === 'accepted' || ending !== undefined || progress.sourceError !== undefined)
		return undefined;
	if (outcome.kind === 'refused' && outcome.refusal.kind === 'limit') {
		return outcome.refusal.retryAfterMs ?? growingPause(LIMIT_PAUSE_MS, retries);
	}
	const isConnectionTrouble = outcome.kind === 'unanswered' || outcome.refusal.kind === 'gateway';
	return isConnectionTrouble && !progress.isComplete ? growingPause(CONNECTION_PAUSE_MS, retries) : undefined;
}

/** Doubles with each retry and varies by a quarter, so that parallel executions do not come back in step. */
function growingPause(firstMs: number, retries: number): number {
	return Math.min(firstMs * 2 ** retries, LONGEST_PAUSE_MS) * (0.75 + Math.random() / 2);
}

function isUploadedVideo(data: unknown): data is UploadedVideo {
	return isJsonObject(data) && typeof data.videoNo === 'string' && data.videoNo !== '';
}
