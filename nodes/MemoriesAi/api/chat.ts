import type { IDataObject } from 'n8n-workflow';
import { idOf, known, objectsOf, secondsOf, textOf } from './answerValues';
import { readEnvelope, refusalInEnvelope, type EnvelopeVerdict, type HttpAnswer } from './envelope';
import { isJsonObject, parseJsonWithExactIntegers } from './json';
import { refusalByCode, refusalByHttpStatus, type ApiRefusal } from './refusals';

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

/** What a chat's answer may come as: v1.2 promises JSON, v1.1 and the first v1.2 a stream of events. */
export const CHAT_ANSWER_TYPES = 'application/json, text/event-stream';

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
		if (event.type === 'content') content += String(event.content ?? '');
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
