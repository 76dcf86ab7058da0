import type { IDataObject, IExecuteFunctions } from 'n8n-workflow';
import { apiError } from '../api/errors';
import { pause } from '../api/pause';
import type { ApiRefusal } from '../api/refusals';
import { callApi, type ApiAccess, type FailedOutcome } from '../api/request';
import { findStoredVideo, isNameOfFile } from './findStoredVideo';
import { isUploadedVideo, noted, recoveredVideo, type UploadedVideo } from './uploadedVideo';
import type { FormField } from './uploadForm';
import { connectionPause, LIMIT_PAUSE_MS } from './uploadPauses';

/** Everything one request to fetch a video needs, checked beforehand. */
export interface UrlUpload {
	api: ApiAccess;
	/** Where memories.ai fetches the video. It may hold a signature, so it stays out of logs and errors. */
	url: string;
	fields: readonly FormField[];
	query: IDataObject;
}

/** memories.ai fetches the video before it answers. Source: "Upload Video from URL" page. */
const FETCH_TIMEOUT_MS = 600_000;

/** Ends of a request that never got to the server. */
const NOT_SENT = /ECONNREFUSED|ENOTFOUND|EAI_AGAIN|EHOSTUNREACH|ENETUNREACH/;

const NOT_CONFIRMED: ApiRefusal = {
	kind: 'other',
	code: 'NOT_CONFIRMED',
	message: 'memories.ai did not confirm the upload',
	description:
		'It may be fetching the video. Look for it in your memories.ai library before you upload it again, so that it is not stored and paid for twice',
};

/**
 * Has memories.ai fetch a video from an address. It never asks for a second video: it asks again after the request limit
 * and where no connection came about. When no answer came, the account is searched for the video.
 *
 * @param maxRetries how often to ask again
 * @throws NodeApiError when memories.ai refuses, does not answer, or leaves it open whether it has the video
 */
export async function uploadFromUrl(
	context: IExecuteFunctions,
	itemIndex: number,
	upload: UrlUpload,
	maxRetries: number,
): Promise<UploadedVideo> {
	const signal = context.getExecutionCancelSignal();
	for (let retries = 0; ; retries++) {
		const sentAt = performance.now();
		const outcome = await callApi(context, {
			...upload.api,
			method: 'POST',
			endpoint: 'upload_url',
			query: upload.query,
			body: formOf(upload),
			timeoutMs: FETCH_TIMEOUT_MS,
			limitRetries: maxRetries,
			limitPauseMs: LIMIT_PAUSE_MS,
		});
		if (outcome.kind === 'accepted' && isUploadedVideo(outcome.data)) return noted(outcome.data);
		if (outcome.kind === 'accepted' || mayHaveStoredVideo(outcome)) {
			const isSame = ({ name }: { name: string }) => isNameOfFile(name, fileNameOf(upload.url));
			const search =
				signal?.aborted === true ? undefined : await findStoredVideo(context, upload, sentAt, isSame);
			if (search?.kind === 'found') return noted(recoveredVideo(search.video));
			throw apiError(context.getNode(), { kind: 'refused', refusal: NOT_CONFIRMED }, itemIndex);
		}
		if (outcome.kind === 'refused' || retries >= maxRetries) {
			throw apiError(context.getNode(), outcome, itemIndex);
		}
		const pauseMs = connectionPause(retries);
		context.logger.info(
			`No connection to memories.ai for item ${itemIndex}, next try in ${Math.round(pauseMs / 1000)} s (${retries + 1} of ${maxRetries})`,
		);
		await pause(pauseMs, signal);
	}
}

function formOf({ url, fields }: UrlUpload): URLSearchParams {
	const form = new URLSearchParams({ url });
	for (const [name, value] of fields) form.append(name, value);
	return form;
}

/** Whether the server may have taken the request, although it did not name the video. */
function mayHaveStoredVideo(outcome: FailedOutcome): boolean {
	return outcome.kind === 'refused'
		? ['gateway', 'unreadable'].includes(outcome.refusal.kind)
		: !NOT_SENT.test(outcome.reason);
}

/** The last part of the address's path, empty for none. */
function fileNameOf(url: string): string {
	const lastPart = new URL(url).pathname.split('/').at(-1) ?? '';
	try {
		return decodeURIComponent(lastPart);
	} catch {
		return lastPart;
	}
}
