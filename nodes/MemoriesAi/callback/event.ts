import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { meaningOfVideoStatus } from '../api/vocabulary/videoStatus';
import type { CallbackDelivery } from './delivery';

/** What the trigger's Trigger On offers. */
export type EventChoice = 'failed' | 'parsed' | 'task' | 'unparsed';

/** How sure it is that an event comes from memories.ai. */
export type Verification = 'api' | 'none' | 'signature';

/** What the trigger knows about a delivery besides its body. */
export interface EventContext {
	/** The status that the event reports. */
	status: string;
	/** The user's word for the video; undefined where the upload was given none. */
	reference: string | undefined;
	verified: Verification;
	/** ISO 8601. */
	receivedAt: string;
	/** What the API knows of the video, where that was asked for. */
	video: IDataObject | undefined;
	includeBody: boolean;
}

/**
 * The status to report for a delivery that the API was asked to confirm: the API's, once it has an end for the video.
 * A callback may be a moment ahead of the API, so a video that the API still calls unparsed does not undo its word.
 */
export function reportedStatus(callbackStatus: string, apiStatus: string): string {
	const apiMeaning = meaningOfVideoStatus(apiStatus);
	return apiMeaning === 'parsed' || apiMeaning === 'failed' ? apiStatus : callbackStatus;
}

/** The choice an event falls under; undefined for a status word the API does not document. */
export function choiceOf(delivery: CallbackDelivery, status: string): EventChoice | undefined {
	return delivery.videoNo === undefined ? 'task' : meaningOfVideoStatus(status);
}

/** Builds the item that a workflow starts with. */
export function buildEvent(delivery: CallbackDelivery, context: EventContext): IDataObject {
	const { videoNo, taskId, clientId, body } = delivery;
	const { status, reference, verified, receivedAt, video, includeBody } = context;
	const subject = videoNo === undefined ? 'task' : 'video';
	const word = status.toLowerCase();
	const happened = subject === 'task' ? word : (meaningOfVideoStatus(status) ?? word);
	return {
		event: `${subject}.${happened}`,
		...(videoNo === undefined ? {} : { videoNo }),
		...(clientId === undefined ? {} : { clientId }),
		...(taskId === undefined ? {} : { taskId }),
		status,
		...(reference === undefined ? {} : { reference }),
		verified,
		eventId: eventIdOf([subject, videoNo ?? taskId ?? '', happened]),
		receivedAt,
		...(video === undefined ? {} : { video }),
		...(includeBody ? { body } : {}),
	};
}

/** The same for every delivery of one fact, so that Remove Duplicates can drop the second. */
function eventIdOf(fact: readonly string[]): string {
	return createHash('sha256').update(JSON.stringify(fact)).digest('hex').slice(0, 32);
}
