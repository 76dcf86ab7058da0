import type { IDataObject } from 'n8n-workflow';
import { ApiFailure } from '../../ApiFailure';
import { readEnvelope, throwRefusal, type HttpAnswer } from '../../transport/envelope';
import { isJsonObject, parseJsonWithExactIntegers } from '../../transport/json';
import { idOf, objectsOf } from '../../vocabulary/answerValues';
import { kindByCode } from '../../vocabulary/refusals';

const WORD_OF_SUCCESS = /^\[?done\]?$/i;

/**
 * Reads a chat's answer in either form, whichever was promised. A stream gives the `data` that the same answer has as
 * JSON: `{role, content, thinkings, refs, session_id}`. Source: "Video Chat" pages of both generations.
 *
 * @throws ApiFailure when the answer refuses, or breaks off before its last word
 */
export function readChatData(answer: HttpAnswer): unknown {
	const events = answer.statusCode === 200 ? eventsIn(answer.body) : [];
	return events.length === 0 ? readEnvelope(answer) : readEvents(events);
}

/** What each event of a stream holds, parsed where it is JSON; none when the text is no stream of events. */
function eventsIn(body: string): unknown[] {
	const lines = body.replace(/^\ufeff/, '').split(/\r\n|\n|\r/);
	const events: string[][] = [[]];
	for (const line of lines) {
		if (line.startsWith('data:')) events.at(-1)?.push(line.slice('data:'.length).trim());
		if (line === '') events.push([]);
	}
	return events.flatMap(contentsOf);
}

/** An event in several lines is one JSON; where no blank line parts the events, each line is one of its own. */
function contentsOf(lines: readonly string[]): unknown[] {
	const contents = lines.filter((content) => content !== '');
	const whole = contents.length > 1 ? parsed(contents.join('\n')) : undefined;
	return isJsonObject(whole) ? [whole] : contents.map(parsed);
}

function parsed(text: string): unknown {
	try {
		return parseJsonWithExactIntegers(text);
	} catch {
		return text;
	}
}

function readEvents(events: readonly unknown[]): IDataObject {
	const thinkings: IDataObject[] = [];
	const refs: IDataObject[] = [];
	let content = '';
	let sessionId: string | undefined;
	let isDone = false;
	for (const event of events) {
		isDone ||= isLastWord(event);
		if (!isJsonObject(event)) continue;
		sessionId = idOf(event.sessionId ?? event.session_id) ?? sessionId;
		if (event.type === 'thinking') thinkings.push({ title: event.title, content: event.content });
		if (event.type === 'ref') refs.push(...objectsOf(event.ref));
		// The "Personal Media Chat" page has the text in tokens, and nothing else.
		const piece = event.type === 'content' ? event.content : event.token;
		content += typeof piece === 'string' ? piece : '';
	}
	if (!isDone) throw new ApiFailure('unreadable', { code: 'CUT_OFF' });
	return { role: 'ASSISTANT', content, thinkings, refs, session_id: sessionId };
}

/**
 * Whether the stream is complete with this event: it ends with the word "Done", alone or as the `data` of an envelope,
 * whose code says SUCCESS even then when another word names what went wrong. Source: "Video Chat" pages.
 *
 * @throws ApiFailure when the event says that there is no answer
 */
function isLastWord(event: unknown): boolean {
	const envelope: IDataObject = isJsonObject(event) ? event : { data: String(event) };
	if (isType(envelope, 'error'))
		throw refusal(envelope, envelope.content ?? envelope.message ?? envelope.msg);
	if (!('type' in envelope) && hasError(envelope)) throw refusal(envelope, wordsOf(envelope.error));
	if ('type' in envelope) return false;
	throwRefusal(envelope);
	const { data } = envelope;
	if (typeof data !== 'string') return false;
	// JSON that could not be parsed was left as text.
	if (data.startsWith('{')) throw new ApiFailure('unreadable', { code: 'CUT_OFF' });
	if (!WORD_OF_SUCCESS.test(data.trim())) throw refusal(envelope, data);
	return true;
}

function isType({ type }: IDataObject, word: string): boolean {
	return typeof type === 'string' && type.toLowerCase() === word;
}

function hasError({ error }: IDataObject): boolean {
	return error !== undefined && error !== null && error !== false && error !== '';
}

function wordsOf(error: unknown): unknown {
	return isJsonObject(error) ? (error.message ?? error.msg) : error;
}

function refusal(envelope: IDataObject, words: unknown): ApiFailure {
	const code = idOf(envelope.code) ?? 'missing';
	const said = typeof words === 'string' ? words : '';
	return new ApiFailure(kindByCode(code, said), { code, said });
}
