import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { meaningOfVideoStatus, type VideoStatusMeaning } from '../api/vocabulary/videoStatus';

/** What the trigger's Trigger On offers. */
export type EventChoice = VideoStatusMeaning | 'task';

/** How sure it is that an event comes from memories.ai. */
export type Verification = 'api' | 'none' | 'signature';

/** What an event is about: a video, or else a task. */
export interface EventSubject {
	videoNo?: string;
	taskId?: string;
	clientId?: string;
	/** The part of the callback that tells of it, as parsed; empty where there was none. */
	body: IDataObject;
}

/** What else is known of it. */
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
	/** What the API knows of the import task, likewise. */
	task?: IDataObject | undefined;
	/** Why there is neither although it was asked for. */
	detailsMissing: string | undefined;
	includeBody: boolean;
}

/** The choice an event falls under; undefined for a status word the API does not document. */
export function choiceOf({ videoNo }: EventSubject, status: string): EventChoice | undefined {
	return videoNo === undefined ? 'task' : meaningOfVideoStatus(status);
}

/** Builds the item that a workflow starts with. */
export function buildEvent(about: EventSubject, context: EventContext): IDataObject {
	const { videoNo, taskId, clientId, body } = about;
	const { status, reference, verified, receivedAt, video, task, detailsMissing, includeBody } = context;
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
		...(task === undefined ? {} : { task }),
		...(detailsMissing === undefined ? {} : { detailsMissing }),
		...(includeBody ? { body } : {}),
	};
}

/** The same for every delivery of one fact, so that Remove Duplicates can drop the second. */
function eventIdOf(fact: readonly string[]): string {
	return createHash('sha256').update(JSON.stringify(fact)).digest('hex').slice(0, 32);
}
