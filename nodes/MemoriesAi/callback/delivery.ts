import type { IDataObject } from 'n8n-workflow';
import { isJsonObject, parseJsonWithExactIntegers } from '../api/json';

/** What memories.ai says in one callback, under one name each. */
export interface CallbackDelivery {
	videoNo?: string;
	taskId?: string;
	clientId?: string;
	/** The status word as it was sent. */
	status: string;
	/** The whole callback as parsed. */
	body: IDataObject;
}

/** The names under which the documentation's callback examples carry the same thing. */
const VIDEO_NO_NAMES = ['videoNo', 'video_no', 'videoId', 'video_id'];
const TASK_ID_NAMES = ['taskId', 'task_id'];
const CLIENT_ID_NAMES = ['clientId', 'client_id'];
const STATUS_NAMES = ['status', 'videoStatus', 'video_status'];

/**
 * Reads the body of a callback, whatever content type it came with: id and status at the top or under `data`. Source:
 * the callback examples on the upload pages of v1.1 and v1.2.
 *
 * @returns undefined when it names no video or task, or no status
 */
export function readDelivery(rawBody: Buffer): CallbackDelivery | undefined {
	const body = parseBody(rawBody);
	if (body === undefined) return undefined;
	const layers = isJsonObject(body.data) ? [body, body.data] : [body];
	const videoNo = firstWord(layers, VIDEO_NO_NAMES);
	const taskId = firstWord(layers, TASK_ID_NAMES);
	const clientId = firstWord(layers, CLIENT_ID_NAMES);
	const status = firstWord(layers, STATUS_NAMES);
	if (status === undefined || (videoNo === undefined && taskId === undefined)) return undefined;
	return {
		...(videoNo === undefined ? {} : { videoNo }),
		...(taskId === undefined ? {} : { taskId }),
		...(clientId === undefined ? {} : { clientId }),
		status,
		body,
	};
}

function parseBody(rawBody: Buffer): IDataObject | undefined {
	try {
		const parsed = parseJsonWithExactIntegers(rawBody.toString('utf8').replace(/^\uFEFF/, ''));
		return isJsonObject(parsed) ? parsed : undefined;
	} catch {
		return undefined;
	}
}

function firstWord(
	layers: ReadonlyArray<Record<string, unknown>>,
	names: readonly string[],
): string | undefined {
	for (const layer of layers) {
		for (const name of names) {
			const value = Object.hasOwn(layer, name) ? layer[name] : undefined;
			const word = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
			if (word !== '') return word;
		}
	}
	return undefined;
}
