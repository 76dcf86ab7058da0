import type { IDataObject } from 'n8n-workflow';
import { idOf, known, objectsOf, secondsOf, textOf } from './answerValues';
import { readEnvelope, refusalInEnvelope, type EnvelopeVerdict, type HttpAnswer } from './envelope';
import { isJsonObject, parseJsonWithExactIntegers } from './json';
import { refusalByCode, refusalByHttpStatus, type ApiRefusal } from './refusals';
import { callApi, type AnswerFormat, type ApiAccess, type FailedOutcome } from './request';
import type { ApiContext } from './storedCredential';

/** A place in a video that an answer rests on. */
export interface ChatReference {
	videoNo: string;
	videoName?: string;
	/** In seconds from the start of the video. */
	startTime?: number;
	/** In seconds from the start of the video. */
	endTime?: number;
	/** What is said or described there. */
	text?: string;
}

/** What memories.ai answers to a question. */
export interface ChatAnswer {
	answer: string;
	/** Names the conversation, to ask on in it. */
	sessionId?: string;
	references: ChatReference[];
}

const WORD_OF_SUCCESS = /^\[?done\]?$/i;

/** v1.2 promises JSON, v1.1 and the first v1.2 a stream of events. */
const CHAT_FORMAT: AnswerFormat = { accept: 'application/json, text/event-stream', read: readChatVerdict };

/** An answer to a question about several videos can take minutes. */
const TIMEOUT_MS = 10 * 60_000;

/** What is asked, about which videos. */
export interface ChatQuestion {
	videoNos: string[];
	prompt: string;
	/** The conversation to go on with; a new one without it. */
	sessionId?: string;
	/** The part of a divided account that the videos are in, in v1.2. */
	uniqueId?: string;
}

/** How a question ended: with the `data` of the answer, or without an answer. */
export type ChatOutcome = { kind: 'answered'; data: unknown } | FailedOutcome;

/**
 * Asks memories.ai about videos. Answers are paid for, so a question is sent again only when the request limit kept it
 * out. Source: "Video Chat" pages; v1.2's example has the field as `videoNos`, its table as `video_nos`.
 */
export async function askAboutVideos(
	context: ApiContext,
	api: ApiAccess,
	{ videoNos, prompt, sessionId, uniqueId }: ChatQuestion,
): Promise<ChatOutcome> {
	const outcome = await callApi(context, {
		...api,
		timeoutMs: TIMEOUT_MS,
		method: 'POST',
		endpoint: 'chat',
		body: known({ video_nos: videoNos, prompt, session_id: sessionId, unique_id: uniqueId }),
		answerFormat: CHAT_FORMAT,
	});
	return outcome.kind === 'accepted' ? { kind: 'answered', data: outcome.data } : outcome;
}

/**
 * Reads a chat's answer in either form, whichever was promised. A stream gives the `data` that the same answer has as
 * JSON: `{role, content, thinkings, refs, session_id}`. Source: "Video Chat" pages of both generations.
 */
export function readChatVerdict(answer: HttpAnswer): EnvelopeVerdict {
	const events = answer.statusCode === 200 ? eventsIn(answer.body) : [];
	return events.length === 0 ? readEnvelope(answer) : readEvents(events);
}

/**
 * The answer in the `data` of a chat, or undefined when there is none. The references of its steps and of the answer
 * itself are put together, each place once.
 */
export function readChatAnswer(data: unknown): ChatAnswer | undefined {
	if (!isJsonObject(data)) return undefined;
	const answer = textOf(data.content);
	if (answer === undefined) return undefined;
	const groups = [...objectsOf(data.thinkings), data].flatMap(({ refs }) => objectsOf(refs));
	const references = groups.flatMap(readReferences);
	return {
		answer,
		...known({ sessionId: idOf(data.session_id ?? data.sessionId) }),
		references: [...new Map(references.map((reference) => [JSON.stringify(reference), reference])).values()],
	};
}

/** The content of each `data:` line, parsed where it is JSON; none when the text is no stream of events. */
function eventsIn(body: string): unknown[] {
	return body
		.split(/\r\n|\n|\r/)
		.flatMap((line) => /^data: *(\S.*)$/.exec(line)?.[1] ?? [])
		.map(parsed);
}

function parsed(text: string): unknown {
	try {
		return parseJsonWithExactIntegers(text);
	} catch {
		return text;
	}
}

function readEvents(events: readonly unknown[]): EnvelopeVerdict {
	const thinkings: IDataObject[] = [];
	const refs: IDataObject[] = [];
	let content = '';
	let sessionId: string | undefined;
	for (const event of events) {
		const refusal = refusalIn(event);
		if (refusal !== undefined) return { accepted: false, refusal };
		if (!isJsonObject(event)) continue;
		sessionId = idOf(event.sessionId ?? event.session_id) ?? sessionId;
		if (event.type === 'thinking') thinkings.push({ title: event.title, content: event.content });
		if (event.type === 'ref') refs.push(...objectsOf(event.ref));
		if (event.type === 'content') content += typeof event.content === 'string' ? event.content : '';
	}
	const data = { role: 'ASSISTANT', content, thinkings, refs, session_id: sessionId };
	return { accepted: true, data };
}

/**
 * Streams end with the word "Done", alone or as the `data` of an envelope, whose code says SUCCESS even then when
 * another word names what went wrong. Source: "Video Chat" pages.
 */
function refusalIn(event: unknown): ApiRefusal | undefined {
	if (isCutOff(event)) return refusalByHttpStatus(200);
	const envelope: IDataObject = isJsonObject(event) ? event : { data: String(event) };
	if ('type' in envelope) return undefined;
	const { code, data } = envelope;
	const isWordOfFailure = typeof data === 'string' && !WORD_OF_SUCCESS.test(data.trim());
	return (
		refusalInEnvelope(envelope) ??
		(isWordOfFailure ? refusalByCode(idOf(code) ?? 'missing', data) : undefined)
	);
}

/** JSON that could not be parsed was left as text. */
function isCutOff(event: unknown): boolean {
	return typeof event === 'string' && event.startsWith('{');
}

function readReferences(group: IDataObject): ChatReference[] {
	const video = isJsonObject(group.video) ? group.video : {};
	const videoNo = idOf(video.video_no ?? video.videoNo);
	const videoName = textOf(video.video_name ?? video.videoName);
	const items = objectsOf(group.refItems);
	return (items.length === 0 ? [{}] : items).flatMap((item: IDataObject) => {
		const itemVideoNo = idOf(item.videoNo ?? item.video_no) ?? videoNo;
		if (itemVideoNo === undefined) return [];
		const details = known({
			videoName,
			startTime: secondsOf(item.startTime ?? item.start_time),
			endTime: secondsOf(item.endTime ?? item.end_time),
			text: textOf(item.text),
		});
		return [{ videoNo: itemVideoNo, ...details }];
	});
}
