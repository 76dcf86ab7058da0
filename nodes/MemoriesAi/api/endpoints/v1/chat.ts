import type { IDataObject } from 'n8n-workflow';
import { isJsonObject } from '../../transport/json';
import { callApi, type AnswerFormat, type ApiAccess } from '../../transport/request';
import { idOf, objectsOf, secondsOf, textOf, withoutUndefined } from '../../vocabulary/answerValues';
import { readChatData } from './chatStream';

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
	sessionId?: string | undefined;
	references: ChatReference[];
}

/** v1.2 promises JSON, v1.1 and the first v1.2 a stream of events. */
const CHAT_FORMAT: AnswerFormat = { accept: 'application/json, text/event-stream', read: readChatData };

/** An answer to a question about several videos can take minutes. */
const TIMEOUT_MS = 10 * 60_000;

/** What is asked about all videos. */
export interface LibraryQuestion {
	prompt: string;
	/** The conversation to go on with; a new one without it. */
	sessionId?: string | undefined;
	/** The part of a divided account that the videos are in, in v1.2. */
	uniqueId?: string | undefined;
}

/** What is asked, about which videos. */
export interface ChatQuestion extends LibraryQuestion {
	videoNos: string[];
}

/**
 * Asks memories.ai about videos. Answers are paid for, so a question is sent again only when the request limit kept it
 * out. Source: "Video Chat" pages; v1.2's example has the field as `videoNos`, its table as `video_nos`.
 *
 * @returns the `data` of the answer, to be read by `readChatAnswer`
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function askAboutVideos(
	api: ApiAccess,
	{ videoNos, prompt, sessionId, uniqueId }: ChatQuestion,
): Promise<unknown> {
	const body = { video_nos: videoNos, prompt, session_id: sessionId, unique_id: uniqueId };
	return await ask(api, 'chat', body);
}

/**
 * Asks memories.ai about all videos of the account, or of a part of it, in v1.2. Source: "Personal Media Chat" page, on
 * which an empty text begins a new conversation.
 *
 * @returns the `data` of the answer, to be read by `readChatAnswer`
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function askAboutLibrary(
	api: ApiAccess,
	{ prompt, sessionId = '', uniqueId }: LibraryQuestion,
): Promise<unknown> {
	return await ask(api, 'chat_personal_stream', { prompt, session_id: sessionId, unique_id: uniqueId });
}

async function ask(
	api: ApiAccess,
	endpoint: 'chat' | 'chat_personal_stream',
	body: object,
): Promise<unknown> {
	const { data } = await callApi(
		{ ...api, timeoutMs: TIMEOUT_MS },
		{ method: 'POST', endpoint, body: withoutUndefined(body) as IDataObject, answerFormat: CHAT_FORMAT },
	);
	return data;
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
		...withoutUndefined({ sessionId: idOf(data.session_id ?? data.sessionId) }),
		references: [...new Map(references.map((reference) => [JSON.stringify(reference), reference])).values()],
	};
}

function readReferences(group: IDataObject): ChatReference[] {
	const video = isJsonObject(group.video) ? group.video : {};
	const videoNo = idOf(video.video_no ?? video.videoNo);
	const videoName = textOf(video.video_name ?? video.videoName);
	const items = objectsOf(group.refItems);
	return (items.length === 0 ? [{}] : items).flatMap((item: IDataObject) => {
		const itemVideoNo = idOf(item.videoNo ?? item.video_no) ?? videoNo;
		if (itemVideoNo === undefined) return [];
		const details = withoutUndefined({
			videoName,
			startTime: secondsOf(item.startTime ?? item.start_time),
			endTime: secondsOf(item.endTime ?? item.end_time),
			text: textOf(item.text),
		});
		return [{ videoNo: itemVideoNo, ...details }];
	});
}
