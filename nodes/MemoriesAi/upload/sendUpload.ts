import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { callApi, type ApiAccess, type ApiOutcome } from '../api/request';
import { TransferGuard, type TransferEnding, type TransferLimits } from './transferGuard';
import { buildUploadForm, type FormField, type TransferProgress } from './uploadForm';
import type { VideoFile } from './videoFile';
import type { VideoSource } from './videoSource';

/** Everything one upload request needs, checked beforehand. */
export interface VideoUpload {
	api: ApiAccess;
	video: VideoFile;
	source: VideoSource;
	fields: readonly FormField[];
	query: IDataObject;
	limits: TransferLimits;
}

/** One request and how it ended. */
export interface UploadAttempt {
	outcome: ApiOutcome;
	progress: TransferProgress;
	/** Why this side ended it; undefined when it did not. */
	ending: TransferEnding | undefined;
	/** When it began, on the clock of `performance.now()`, in ms. */
	sentAt: number;
}

/** Sends the video in one request, unless the execution is cancelled already. Never throws; the source is closed afterwards. */
export async function sendUpload(context: IExecuteFunctions, upload: VideoUpload): Promise<UploadAttempt> {
	const { form, progress } = buildUploadForm(context.getNode(), upload.fields, upload.video, upload.source);
	const guard = new TransferGuard(progress, upload.limits, context.getExecutionCancelSignal());
	const sentAt = performance.now();
	if (guard.ending !== undefined) {
		return {
			outcome: { kind: 'unanswered', reason: 'not sent' },
			progress,
			ending: guard.ending,
			sentAt,
		};
	}
	try {
		const outcome = await callApi(context, {
			...upload.api,
			method: 'POST',
			endpoint: 'upload',
			query: upload.query,
			body: form,
			timeoutMs: 0,
			limitRetries: 0,
			abortSignal: guard.signal,
		});
		return { outcome, progress, ending: guard.ending, sentAt };
	} finally {
		guard.release();
		upload.source.close();
	}
}

/** Whether the server, having been sent everything, may have stored a video that it did not name. */
export function mayHaveStoredVideo({ outcome, progress }: UploadAttempt): boolean {
	if (!progress.isComplete) return false;
	return outcome.kind !== 'refused' || ['gateway', 'unreadable'].includes(outcome.refusal.kind);
}
