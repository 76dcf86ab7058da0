import type { DatalakeVideo } from '../account/records';
import { refused } from '../refusal';
import type { DatalakeRequest, DatalakeService, EndpointAnswer } from './endpoint';
import type { UploadDetails } from './uploadRequest';

/** The video that the idempotency key of an upload has made before, if keys are honoured. */
export function videoMadeBefore(
	{ idempotencyKey }: Pick<UploadDetails, 'idempotencyKey'>,
	{ account, switches }: DatalakeService,
): DatalakeVideo | undefined {
	if (idempotencyKey === undefined || !switches.honoursIdempotencyKeys) return undefined;
	return account.findByKey(idempotencyKey);
}

/** A video that an accepted upload describes, not yet ingested. */
export function newVideo(details: UploadDetails, { account, ids, dateNow }: DatalakeService): DatalakeVideo {
	return {
		id: `vid_${ids.hex32()}`,
		operation: `op_${ids.hex32()}`,
		sequence: account.nextSequence(),
		createdAt: dateNow(),
		status: 'processing',
		isFinalized: false,
		hasSpeech: true,
		progress: { preprocess: 0, index: 0, derive: 0, percent: 0 },
		...details,
	};
}

/**
 * Ingests a video and pays for it.
 *
 * @throws Refusal when too many are being ingested
 */
export function ingest(
	video: DatalakeVideo,
	{ isOverIngestLimit }: DatalakeRequest,
	{ account, processing, switches }: DatalakeService,
): EndpointAnswer {
	if (isOverIngestLimit) {
		throw refused(429, 'rate_limited', 'Too many ingests in flight.', switches.limitRetryAfterS);
	}
	account.ingest(video);
	processing.start(video);
	return uploadAnswer(video, switches.acceptedStatus, switches.uploadIdField);
}

/** What an upload is answered with, one that was made before as well. */
export function uploadAnswer(
	{ id, operation, status: videoStatus }: DatalakeVideo,
	status: number,
	idField: 'video_id' | 'id',
): EndpointAnswer {
	return { status, content: { [idField]: id, operation, status: videoStatus } };
}
