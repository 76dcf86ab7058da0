import type { IDataObject } from 'n8n-workflow';
import { ApiFailure } from '../../api/ApiFailure';
import { causesOf } from '../../api/transport/connectionFailure';
import { callApi, cancelSignalOf, type ApiAccess } from '../../api/transport/request';
import type { ApiEndpoint } from '../../api/vocabulary/apiVersion';
import type { VideoLabel } from '../file/fileName';
import type { VideoSource } from '../file/videoSource';
import { endingError } from './endingError';
import { countAccepted, countAnew, isHeldBack } from './holdingBack';
import { TransferFailure } from './TransferFailure';
import { TransferWatch, type TransferEnding } from './transferWatch';
import { buildVideoForm, type FormField, type TransferProgress } from './videoForm';

/** Everything one upload request needs, checked beforehand. */
export interface VideoUpload {
	api: ApiAccess;
	/** Which one takes it. */
	endpoint: ApiEndpoint;
	video: VideoLabel;
	source: VideoSource;
	fields: readonly FormField[];
	query: IDataObject;
	/** Longest time without a byte being taken, in ms. */
	stallTimeoutMs: number;
	/** What the user allows for all tries together, in ms. */
	uploadTimeoutMs: number;
	/** Longest time without an answer once everything is sent, in ms; without it, only the whole time counts. */
	answerTimeoutMs?: number;
}

const NO_ANSWER = { said: 'all was sent, and no answer came' };

/**
 * Sends the video in one request. The source is closed afterwards.
 *
 * @param transferTimeoutMs the longest time that the request may take, in ms
 * @returns the `data` of the answer
 * @throws TransferFailure when memories.ai refuses or does not answer, or this side ended the request
 */
export async function sendVideo(upload: VideoUpload, transferTimeoutMs: number): Promise<unknown> {
	const { api, endpoint, source, query, stallTimeoutMs, answerTimeoutMs = Infinity } = upload;
	const isLastHeldBack = isHeldBack(api.baseUrl, source.size);
	const { form, progress } = buildVideoForm(upload.fields, upload.video, source, isLastHeldBack);
	const limits = { transferTimeoutMs, stallTimeoutMs, answerTimeoutMs };
	const watch = new TransferWatch(progress, limits, cancelSignalOf(api.context));
	try {
		watch.signal.throwIfAborted();
		const { data } = await callApi(
			{ ...api, timeoutMs: 0, limitRetries: 0, abortSignal: watch.signal },
			{ method: 'POST', endpoint, query, body: form },
		);
		countAccepted(api.baseUrl);
		return data;
	} catch (error) {
		countAnew(api.baseUrl);
		throw transferFailure(error, progress, watch.ending, upload);
	} finally {
		watch.release();
		source.close();
	}
}

/** Tells what ended the request; a fault of ours is none of it. */
function transferFailure(
	error: unknown,
	progress: TransferProgress,
	ending: TransferEnding | undefined,
	upload: VideoUpload,
): unknown {
	const isUnanswered = error instanceof ApiFailure && error.kind === 'unanswered';
	// When a request ends, its source ends too, and says something of its own about that.
	if (progress.sourceError !== undefined && isUnanswered && ending === undefined) {
		const causes = causesOf(error);
		const isSourceFirst =
			causes.includes(progress.sourceError) || causes.every(({ code }) => code === undefined);
		if (isSourceFirst) return new TransferFailure(progress.sourceError, false);
	}
	if (ending === 'unanswered') return new TransferFailure(new ApiFailure('unanswered', NO_ANSWER), true);
	if (ending !== undefined) return new TransferFailure(endingError(ending, upload), progress.isComplete);
	if (!(error instanceof ApiFailure)) return error;
	return new TransferFailure(error, progress.isComplete && error.acted === 'maybe');
}
