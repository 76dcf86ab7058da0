import type { IDataObject } from 'n8n-workflow';
import { isJsonObject, parseJsonWithExactIntegers } from '../api/transport/json';
import type { EventSubject } from '../event/event';
import { isBeyondCallbacks } from './bodyExtent';

/** What memories.ai says about one video or task, under one name each. */
export interface CallbackDelivery extends EventSubject {
	/** The status word as it was sent. A video may come without one: memories.ai then has to be asked. */
	status?: string;
}

/** The names under which the documentation's callback examples carry the same thing. */
const VIDEO_NO_NAMES = ['videoNo', 'video_no', 'videoId', 'video_id'];
const TASK_ID_NAMES = ['taskId', 'task_id'];
const CLIENT_ID_NAMES = ['clientId', 'client_id'];
const STATUS_NAMES = ['status', 'videoStatus', 'video_status'];

/** Ids travel on to memories.ai. Those of videos have some 30 characters. */
const VIDEO_NO = /^[A-Za-z0-9_-]{1,64}$/;

/** 36 or 69 characters: `<uuid>` or `<uuid>_<md5>`. Source: "Upload Video from Platform URL" pages. */
const TASK_ID = /^[A-Za-z0-9_-]{1,128}$/;

/** The longest documented status has 18 characters; what is longer says nothing. */
const MAX_STATUS_LENGTH = 64;

/** In characters; a callback has some hundred, and a form of nothing but names takes long to read. */
const MAX_FORM_LENGTH = 16 * 1024;

/**
 * Reads the body of a callback, whatever content type it came with: ids and status at the top or under `data`, for one
 * video or task or for a list of them. Source: the callback examples on the upload pages of v1.1 and v1.2.
 *
 * @param charset the character set that the content type names, `utf-8` where it names none
 * @returns what can be read; empty when nothing names a video, or a task and its status
 */
export function readDeliveries(rawBody: Buffer, charset: string): CallbackDelivery[] {
	const parsed = parseBody(rawBody, charset);
	const list = Array.isArray(parsed) ? parsed : listUnderData(parsed);
	return (list ?? [parsed]).filter(isJsonObject).flatMap(readDelivery);
}

function parseBody(rawBody: Buffer, charset: string): unknown {
	const text = decode(rawBody, charset);
	if (isBeyondCallbacks(text)) return undefined;
	try {
		return parseJsonWithExactIntegers(text);
	} catch {
		// Not JSON; a web form's encoding never begins like JSON.
		return text.length > MAX_FORM_LENGTH ? undefined : readForm(text);
	}
}

/** Of a parameter that comes twice the first counts: memories.ai's comes before what others append. */
function readForm(text: string): IDataObject {
	const parameters = [...new URLSearchParams(text)].filter(([name]) => name !== '__proto__');
	return Object.fromEntries(parameters.reverse());
}

/** Without a byte order mark, which counts for more than what is said; a character set that does not exist is UTF-8. */
function decode(rawBody: Buffer, charset: string): string {
	try {
		return new TextDecoder(utf16In(rawBody) ?? charset).decode(rawBody);
	} catch {
		return new TextDecoder().decode(rawBody);
	}
}

/** By the mark, or by the zero beside the first character, which is ASCII in any callback. */
function utf16In([first, second]: Buffer): string | undefined {
	if ((first === 0xff && second === 0xfe) || (first !== 0 && second === 0)) return 'utf-16le';
	return (first === 0xfe && second === 0xff) || (first === 0 && second !== 0) ? 'utf-16be' : undefined;
}

function listUnderData(parsed: unknown): unknown[] | undefined {
	return isJsonObject(parsed) && Array.isArray(parsed.data) ? parsed.data : undefined;
}

function readDelivery(body: IDataObject): CallbackDelivery[] {
	const layers = isJsonObject(body.data) ? [body, body.data] : [body];
	const idNames = [...VIDEO_NO_NAMES, ...TASK_ID_NAMES];
	// The status of what is named stands beside its id; an envelope around it may have one of its own.
	const [top = body, ...below] = layers.filter((layer) => firstWord([layer], idNames) !== undefined);
	const videoNo = firstWord(layers, VIDEO_NO_NAMES);
	const taskId = firstWord(layers, TASK_ID_NAMES);
	const clientId = firstWord(layers, CLIENT_ID_NAMES);
	const status = firstWord([top, ...below, ...layers], STATUS_NAMES);
	if (!isShaped(videoNo, VIDEO_NO) || !isShaped(taskId, TASK_ID)) return [];
	const hasStatus = status !== undefined && status.length <= MAX_STATUS_LENGTH;
	if (videoNo === undefined && (taskId === undefined || !hasStatus)) return [];
	return [
		{
			...(videoNo === undefined ? {} : { videoNo }),
			...(taskId === undefined ? {} : { taskId }),
			...(clientId === undefined ? {} : { clientId }),
			...(hasStatus ? { status } : {}),
			body,
		},
	];
}

function isShaped(id: string | undefined, shape: RegExp): boolean {
	return id === undefined || shape.test(id);
}

function firstWord(layers: readonly IDataObject[], names: readonly string[]): string | undefined {
	for (const layer of layers) {
		for (const name of names) {
			const value = Object.hasOwn(layer, name) ? layer[name] : undefined;
			const word = typeof value === 'string' || isWholeNumber(value) ? String(value).trim() : '';
			if (word !== '') return word;
		}
	}
	return undefined;
}

function isWholeNumber(value: unknown): value is number {
	return Number.isSafeInteger(value);
}
