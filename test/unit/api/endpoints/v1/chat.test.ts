import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import {
	askAboutLibrary,
	askAboutVideos,
	readChatAnswer,
} from '../../../../../nodes/MemoriesAi/api/endpoints/v1/chat';
import { readChatData } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/chatStream';
import { textOfFailure } from '../../../../../nodes/MemoriesAi/texts/failureTexts';
import { accepted, broken, fakeApi } from '../../../support/fakeMemoriesAi';
import { failureOf, inVirtualTime } from '../../../support/virtualTime';

const sessionId = '606122521888985088';
const video = { video_no: 'VI1', video_name: 'tour', duration: '60' };

const dataIn = (body: string, statusCode = 200) => readChatData({ statusCode, headers: {}, body });

function answerIn(body: string) {
	return readChatAnswer(dataIn(body));
}

function failureIn(...parameters: Parameters<typeof dataIn>): ApiFailure {
	try {
		dataIn(...parameters);
	} catch (error) {
		if (error instanceof ApiFailure) return error;
	}
	throw new Error('There is an answer');
}

const stream = (...events: unknown[]) =>
	events.map((event) => `data:${typeof event === 'string' ? event : JSON.stringify(event)}\n\n`).join('');

const content = (text: string) => ({ type: 'content', role: 'assistant', content: text, sessionId });

describe('an answer', () => {
	test('as JSON', () => {
		const refItems = [{ videoNo: 'VI1', startTime: 3, endTime: 5.5, type: 'audio_ts', text: 'Hello.' }];
		const body = JSON.stringify({
			code: '0000',
			msg: 'success',
			data: {
				role: 'ASSISTANT',
				content: 'A man says hello.',
				thinkings: [{ title: 'Look', content: 'I look.', refs: [{ video, refItems }] }],
				session_id: sessionId,
			},
			success: true,
			failed: false,
		});

		expect(answerIn(body)).toEqual({
			answer: 'A man says hello.',
			sessionId,
			references: [{ videoNo: 'VI1', videoName: 'tour', startTime: 3, endTime: 5.5, text: 'Hello.' }],
		});
	});

	test('as a stream, put together from its pieces', () => {
		const body = stream(
			{ type: 'thinking', title: 'Look', content: 'I look.', sessionId },
			{
				type: 'ref',
				sessionId,
				ref: [{ video, refItems: [{ videoNo: 'VI1', startTime: 3, type: 'keyframe' }] }],
			},
			content('A man '),
			content('says null.'),
			{ code: 'SUCCESS', data: 'Done' },
		);

		expect(answerIn(body)).toEqual({
			answer: 'A man says null.',
			sessionId,
			references: [{ videoNo: 'VI1', videoName: 'tour', startTime: 3 }],
		});
	});

	test('a stream leaves the data that the same answer has as JSON', () => {
		const ref = [{ video, refItems: [] }];
		const body = stream(
			{ type: 'thinking', title: 'Look', content: 'I look.', sessionId },
			{ type: 'ref', sessionId, ref },
			content('Yes.'),
			'Done',
		);

		expect(dataIn(body)).toEqual({
			role: 'ASSISTANT',
			content: 'Yes.',
			thinkings: [{ title: 'Look', content: 'I look.' }],
			refs: ref,
			session_id: sessionId,
		});
	});

	test.each([
		['the word Done', 'data:Done\n'],
		['Done in quotes', 'data:"Done"\r\n\r\n'],
		['[DONE]', 'data: [DONE]\n\n'],
		['done in an envelope', 'data:{"code":"SUCCESS","data":"done"}\n\n'],
		['Done and a comment', 'data:Done\n\n: keep-alive\n\n'],
	])('a stream may end with %s', (_case, end) => {
		expect(answerIn(stream(content('Yes.')) + end)).toMatchObject({ answer: 'Yes.' });
	});

	test.each([
		['a byte order mark before it', `\uFEFF${stream(content('Yes.'))}data:Done\n\n`],
		['CR LF', `${stream(content('Yes.'))}data:Done\n\n`.replaceAll('\n', '\r\n')],
		['CR', `${stream(content('Yes.'))}data:Done\n\n`.replaceAll('\n', '\r')],
		['no blank lines', 'data:{"type":"content","content":"Yes."}\ndata:Done\n'],
		['an event in several lines', 'data:{"type":"content",\ndata: "content":"Yes."}\n\ndata:Done\n\n'],
		['names of events', 'event:message\ndata:{"type":"content","content":"Yes."}\nid:1\n\ndata:Done\n\n'],
	])('a stream with %s is read', (_case, body) => {
		expect(answerIn(body)).toMatchObject({ answer: 'Yes.' });
	});

	test.each([
		['an empty event', 'data:\n\n'],
		['a comment', ': keep-alive\n\n'],
		['nothing', ''],
		['half a line', 'data:{"type":"content","content":"and'],
		['an envelope without a word', 'data:{"data":7}\n\n'],
	])('a stream that ends with %s is cut off, and its answer may lack its end', (_case, end) => {
		expect(failureIn(stream(content('Yes.')) + end)).toMatchObject({
			kind: 'unreadable',
			code: 'CUT_OFF',
		});
	});

	test('what is in a stream besides is left out', () => {
		const body = stream(
			{ type: 'content', content: 7, ref: [{ video: { video_no: 'VI9' } }] },
			{ type: 'content', code: '0001', data: 'Not this' },
			{ type: 'content', error: 'Not this either', content: 'Yes' },
			{ data: 7, token: '.' },
			{ error: null },
			{ error: false },
			{ error: '' },
			{ code: 'SUCCESS', data: ' Done ' },
		);

		expect(dataIn(body)).toEqual({ role: 'ASSISTANT', content: 'Yes.', thinkings: [], refs: [] });
	});

	test('a place of no video is left out', () => {
		expect(readChatAnswer({ content: 'Yes.', refs: [{ refItems: [{ startTime: 3 }] }] })?.references).toEqual(
			[],
		);
	});

	test.each([
		['a session id beyond 2^53 as a number', `{"content":"Yes.","session_id":${sessionId}}`],
		['a session id in the other casing', `{"content":"Yes.","sessionId":"${sessionId}"}`],
	])('%s', (_case, data) => {
		expect(answerIn(`{"code":"0000","data":${data}}`)).toMatchObject({ sessionId });
		expect(answerIn(`data:${data.replace('{', '{"type":"content",')}\n\ndata:Done\n\n`)).toMatchObject({
			sessionId,
		});
	});

	test('a reference that comes twice is given once, one without places names its video', () => {
		const refs = [{ video, refItems: [{ videoNo: 'VI1', startTime: 3 }] }];
		const data = { content: 'Yes.', thinkings: [{ refs }, { refs }], refs: [{ video: { video_no: 'VI2' } }] };

		expect(readChatAnswer(data)?.references).toEqual([
			{ videoNo: 'VI1', videoName: 'tour', startTime: 3 },
			{ videoNo: 'VI2' },
		]);
	});

	test.each([[null], [undefined], ['null'], [{}], [{ content: 'null' }], [{ content: '' }]])(
		'%j is none',
		(data) => {
			expect(readChatAnswer(data)).toBeUndefined();
		},
	);

	test('a stream without a word is none', () => {
		expect(answerIn(stream({ code: 'SUCCESS', data: 'Done' }))).toBeUndefined();
	});
});

describe('a refusal', () => {
	test.each([
		[{ type: 'error', code: '0429', content: 'x' }, '0429', 'limit'],
		[{ type: 'error', content: 'x' }, 'missing', 'other'],
	])('%j has the code %s', (event, code, kind) => {
		expect(failureIn(stream(event))).toMatchObject({ code, kind });
	});

	test.each([
		['"Error"', '"Error"', 'other'],
		['a word without quotes', 'Error', 'other'],
		['an unparsed video', { code: 'SUCCESS', data: 'Video is not parsed: VI1' }, 'unparsed'],
		['an unknown video', '"No videos found for the provided video numbers."', 'absent'],
		['a key', { code: 'SUCCESS', data: "user don't login" }, 'key'],
		['the limit', { code: '0429', msg: 'Request has exceeded the limit.' }, 'limit'],
		['a failed envelope', { failed: true, data: 'Done' }, 'other'],
		['an event that says so', { type: 'error', content: 'Something broke' }, 'other'],
		['one in capitals', { type: 'ERROR', message: 'Request has exceeded the limit.' }, 'limit'],
		['an error beside nothing else', { error: { message: 'Video is not parsed: VI1' } }, 'unparsed'],
		['an error as text', { error: 'Request has exceeded the limit.' }, 'limit'],
		['JSON that is cut off', '{"type":"content","content":"He', 'unreadable'],
	])('in a stream: %s', (_case, event, kind) => {
		expect(failureIn(stream(content('Well, '), event)).kind).toBe(kind);
	});

	test.each([
		['an unparsed video', '{"code":"0001","msg":"Video is not parsed: VI1"}', 200, 'unparsed'],
		['a video still processing', '{"code":"0001","msg":"The video is still processing"}', 200, 'unparsed'],
		['the limit where a stream was promised', '{"code":"0429","msg":"x"}', 200, 'limit'],
		["a gateway's page", '<h1>Gateway Time-out</h1>', 504, 'gateway'],
		["a gateway's status on a stream", stream(content('Yes.')), 502, 'gateway'],
	])('as one answer: %s', (_case, body, statusCode, kind) => {
		expect(failureIn(body, statusCode).kind).toBe(kind);
	});

	test('an unparsed video comes with the way out and the words of memories.ai', () => {
		const failure = failureIn(stream({ code: 'SUCCESS', data: 'Video is not parsed: VI1' }));

		expect(textOfFailure(failure, [])).toEqual({
			message: 'memories.ai has not parsed the video yet',
			cure: expect.stringMatching(/'Wait Until Parsed'.*"Video is not parsed: VI1"$/) as string,
		});
	});
});

describe('a question', () => {
	const asking = (answer = accepted({ content: 'Yes.' })) => fakeApi(() => answer, { timeoutMs: 1 });
	const common = {
		method: 'POST',
		timeout: 600_000,
		headers: { Accept: 'application/json, text/event-stream' },
	};

	test('about videos', async () => {
		const { api, requests } = asking();
		const question = { videoNos: ['VI1'], prompt: 'Who?', sessionId, uniqueId: 'u' };

		expect(await askAboutVideos(api, question)).toEqual({ content: 'Yes.' });
		expect(requests).toMatchObject([
			{
				...common,
				endpoint: 'chat',
				body: { video_nos: ['VI1'], prompt: 'Who?', session_id: sessionId, unique_id: 'u' },
			},
		]);
	});

	test('about videos, that begins a conversation', async () => {
		const { api, requests } = asking();
		await askAboutVideos(api, { videoNos: ['VI1'], prompt: 'Who?' });

		expect(requests[0]?.body).toEqual({ video_nos: ['VI1'], prompt: 'Who?' });
	});

	test.each([
		[sessionId, sessionId],
		[undefined, ''],
	])('about all videos, in the conversation %s', async (given, sent) => {
		const { api, requests } = asking();

		expect(await askAboutLibrary(api, { prompt: 'Who?', sessionId: given, uniqueId: 'u' })).toEqual({
			content: 'Yes.',
		});
		expect(requests).toMatchObject([
			{
				...common,
				endpoint: 'chat_personal_stream',
				body: { prompt: 'Who?', session_id: sent, unique_id: 'u' },
			},
		]);
	});

	test('is not asked twice when the connection breaks: answers are paid for', async () => {
		const { api, requests } = asking(broken('ECONNRESET'));
		const question = askAboutVideos(api, { videoNos: ['VI1'], prompt: 'Who?' });
		await inVirtualTime(async () => await failureOf(question, ApiFailure));

		expect(requests).toHaveLength(1);
	});
});
