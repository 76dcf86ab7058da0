import { badParameter, flaggedSuccess } from '../envelope';
import { speech } from '../videoContent';
import { defaultUniqueId, type Video } from '../videoLibrary';
import type { ApiRequest, Endpoint, EventStream, Service } from './endpoint';

/**
 * Video chat (pages "Video Chat" of both generations): v1.1 answers with a stream of events, v1.2 with JSON, unless the
 * simulator is told otherwise.
 */
export const chat: Endpoint = (request, service) => {
	const { generation, body } = request;
	const {
		video_nos: videoNos,
		prompt,
		session_id: session,
		unique_id: uniqueId,
	} = { ...(body.json as Parameters) };
	if (!Array.isArray(videoNos)) return generation.refused(badParameter('video_nos: must be an array'));
	if (typeof prompt !== 'string' || prompt === '') {
		return generation.refused(badParameter('prompt: must not be empty'));
	}
	const isStream = (service.chatForm ?? generation.chatForm) === 'stream';
	const videos = videosOf(request, service, videoNos, uniqueId ?? defaultUniqueId);
	const problem = problemWith(videos);
	if (problem !== undefined) {
		return isStream
			? streamOf({ code: 'SUCCESS', data: problem })
			: generation.refused(badParameter(problem));
	}
	const sessionId = typeof session === 'string' ? session : service.ids.digits18();
	const answer = answerTo(prompt, videos);
	return isStream ? answerAsStream(answer, sessionId) : answerAsJson(answer, sessionId);
};

interface Parameters {
	video_nos?: unknown;
	prompt?: unknown;
	session_id?: unknown;
	unique_id?: unknown;
}

/** An answer, before it is written in one form or another. */
export interface Answer {
	content: string;
	thinking: { title: string; content: string };
	refs: object[];
}

function videosOf({ generation }: ApiRequest, { videos }: Service, videoNos: unknown[], uniqueId: unknown) {
	return videos.all.filter(
		(video) => videoNos.includes(video.videoNo) && (!generation.hasNamespaces || video.uniqueId === uniqueId),
	);
}

function problemWith(videos: readonly Video[]): string | undefined {
	if (videos.length === 0) return 'No videos found for the provided video numbers.';
	const unparsed = videos.filter(({ status }) => status !== 'PARSE').map(({ videoNo }) => videoNo);
	return unparsed.length === 0 ? undefined : `Video is not parsed: ${unparsed.join(', ')}`;
}

/** What memories.ai says to a question about videos, and where it looked. */
export function answerTo(prompt: string, videos: readonly Video[]): Answer {
	return {
		content: `About "${prompt}": a chair is built in ${videos.map(({ videoName }) => videoName).join(' and ')}.`,
		thinking: { title: 'Look into the videos', content: `I look into ${videos.length} videos.` },
		refs: videos.map(({ videoNo, videoName }) => ({
			video: { duration: '60', video_no: videoNo, video_name: videoName },
			refItems: speech.map(({ start, end, text }) => ({
				videoNo,
				startTime: start,
				endTime: end,
				type: 'audio_ts',
				text,
			})),
		})),
	};
}

/** The answer as one JSON object. */
export function answerAsJson({ content, thinking, refs }: Answer, sessionId: string) {
	const thinkings = [{ ...thinking, refs }];
	return flaggedSuccess({ role: 'ASSISTANT', content, thinkings, session_id: sessionId });
}

/** The answer as the tokens of its text, which name neither conversation nor places (page "Personal Media Chat"). */
export function answerAsTokens({ content }: Answer): EventStream {
	return { events: [...content.split(/(?<= )/).map((token) => ({ token })), '[DONE]'] };
}

/** The answer as the events of its making. */
export function answerAsStream({ content, thinking, refs }: Answer, sessionId: string): EventStream {
	const middle = content.length / 2;
	const pieces = [content.slice(0, middle), content.slice(middle)];
	return streamOf(
		{ type: 'thinking', ...thinking, sessionId },
		{ type: 'ref', sessionId, ref: refs },
		...pieces.map((piece) => ({ type: 'content', role: 'assistant', content: piece, sessionId })),
		{ code: 'SUCCESS', data: 'Done' },
	);
}

function streamOf(...events: object[]): EventStream {
	return { events };
}
