import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { endpointPath, type ApiVersion } from '../api/apiVersion';
import { postToApi, type ApiOutcome } from '../api/request';
import { TransferGuard, type TransferEnding, type TransferLimits } from './transferGuard';
import { buildUploadForm, type FormField, type TransferProgress } from './uploadForm';
import type { VideoFile } from './videoFile';
import type { VideoSource } from './videoSource';

/** Everything one upload request needs, checked beforehand. */
export interface VideoUpload {
	baseUrl: string;
	apiVersion: ApiVersion;
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
}

/** Sends the video in one request. Never throws; the source is closed afterwards. */
export async function sendUpload(context: IExecuteFunctions, upload: VideoUpload): Promise<UploadAttempt> {
	const { form, progress } = buildUploadForm(context.getNode(), upload.fields, upload.video, upload.source);
	const guard = new TransferGuard(progress, upload.limits, context.getExecutionCancelSignal());
	try {
		const outcome = await postToApi(context, {
			baseUrl: upload.baseUrl,
			path: endpointPath(upload.apiVersion, 'upload'),
			query: upload.query,
			body: form,
			timeoutMs: 0,
			abortSignal: guard.signal,
		});
		return { outcome, progress, ending: guard.ending };
	} finally {
		guard.release();
		upload.source.close();
	}
}
