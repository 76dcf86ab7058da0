import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { meaningOfVideoStatus, type VideoStatusMeaning } from '../api/vocabulary/videoStatus';
import type { CallbackDelivery } from './delivery';

/** What the trigger's Trigger On offers. */
export type EventChoice = VideoStatusMeaning | 'task';

/** How sure it is that an event comes from memories.ai. */
export type Verification = 'api' | 'none' | 'signature';

/** What the trigger knows about a delivery besides its body. */
export interface EventContext {
	/** The status that the event reports. */
	status: string;
	/** The user's own word for the video; empty for none. */
	reference: string;
	verified: Verification;
	/** ISO 8601. */
	receivedAt: string;
	/** What the API knows of the video, where that was asked for. */
	video: IDataObject | undefined;
	/** Why there is no `video` although it was asked for. */
	detailsMissing: string | undefined;
	includeBody: boolean;
}

/** The choice an event falls under; undefined for a status word the API does not document. */
export function choiceOf(delivery: CallbackDelivery, status: string): EventChoice | undefined {
	return delivery.videoNo === undefined ? 'task' : meaningOfVideoStatus(status);
}

/** Builds the item that a workflow starts with. */
export function buildEvent(delivery: CallbackDelivery, context: EventContext): IDataObject {
	const { videoNo, taskId, clientId, body } = delivery;
	const { status, reference, verified, receivedAt, video, detailsMissing, includeBody } = context;
	const subject = videoNo === undefined ? 'task' : 'video';
	const word = status.toLowerCase();
	const happened = subject === 'task' ? word : (meaningOfVideoStatus(status) ?? word);
	return {
		event: `${subject}.${happened}`,
		...(videoNo === undefined ? {} : { videoNo }),
		...(clientId === undefined ? {} : { clientId }),
		...(taskId === undefined ? {} : { taskId }),
		status,
		...(reference === '' ? {} : { reference }),
		verified,
		eventId: eventIdOf([subject, videoNo ?? taskId ?? '', happened]),
		receivedAt,
		...(video === undefined ? {} : { video }),
		...(detailsMissing === undefined ? {} : { detailsMissing }),
		...(includeBody ? { body } : {}),
	};
}

/** The same for every delivery of one fact, so that Remove Duplicates can drop the second. */
function eventIdOf(fact: readonly string[]): string {
	return createHash('sha256').update(JSON.stringify(fact)).digest('hex').slice(0, 32);
}
