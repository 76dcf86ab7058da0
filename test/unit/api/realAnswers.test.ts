import { readChatAnswer } from '../../../nodes/MemoriesAi/api/endpoints/v1/chat';
import { readChatData } from '../../../nodes/MemoriesAi/api/endpoints/v1/chatStream';
import { distinctMatches, readSearchEntries } from '../../../nodes/MemoriesAi/api/endpoints/v1/search';
import { readSummary } from '../../../nodes/MemoriesAi/api/endpoints/v1/summaries';
import { readTranscript } from '../../../nodes/MemoriesAi/api/endpoints/v1/transcripts';
import { listVideos } from '../../../nodes/MemoriesAi/api/endpoints/v1/videoList';
import { deleteVideos } from '../../../nodes/MemoriesAi/api/endpoints/v1/videos';
import type { ApiContext } from '../../../nodes/MemoriesAi/api/transport/credential';
import { readEnvelope } from '../../../nodes/MemoriesAi/api/transport/envelope';
import type { ApiAccess } from '../../../nodes/MemoriesAi/api/transport/request';
import { meaningOfVideoStatus } from '../../../nodes/MemoriesAi/api/vocabulary/videoStatus';
import { isUploadedVideo } from '../../../nodes/MemoriesAi/upload/recovery/uploadedVideo';
import { realAnswer, realAnswers } from '../../fixtures/real/realAnswers';

const answered = (name: string) => ({ statusCode: 200, headers: {}, body: realAnswer(name).text });

/** The `data` of a recorded answer, as the envelope's reader gives it. */
const dataOf = (name: string) => readEnvelope(answered(name));

/** An account whose every request is answered as recorded. */
function apiAnsweredBy(name: string): ApiAccess {
	const httpRequestWithAuthentication = async () => answered(name);
	return {
		context: { helpers: { httpRequestWithAuthentication } } as unknown as ApiContext,
		baseUrl: 'http://127.0.0.1:1',
		apiVersion: 'v1.1',
		timeoutMs: 1_000,
		limitRetries: 0,
	};
}

const listed = async (name: string) => await listVideos(apiAnsweredBy(name), { page: 1, size: 200 });

test.each(realAnswers)('$name is accepted', ({ name, envelope }) => {
	expect(dataOf(name)).toEqual(envelope.data);
});

test('an upload by link names the video, and nothing else of it', () => {
	const data = dataOf('v11UploadUrl');

	expect(isUploadedVideo(data)).toBe(true);
	expect(data).toEqual({ videoNo: 'VI611471886560694272', videoName: 'ElephantsDream' });
});

test('the list of one video', async () => {
	expect(await listed('v11ListOne')).toEqual({
		videos: [
			{
				videoNo: 'VI611471886560694272',
				name: 'ElephantsDream',
				status: 'PARSE',
				duration: 653,
				size: 169612362,
				createdAt: '2025-08-15T08:11:00.412Z',
			},
		],
		totalCount: 1,
		serverTimeMs: undefined,
	});
});

test('the list of an account: every status word has a meaning, failures a cause, samples their ids', async () => {
	const { videos, totalCount } = await listed('v11ListAll');

	expect(videos).toHaveLength(11);
	expect(totalCount).toBe(25);
	expect(new Set(videos.map(({ status }) => meaningOfVideoStatus(status)))).toEqual(
		new Set(['parsed', 'failed', 'unparsed']),
	);
	expect(
		videos.filter(({ cause }) => cause !== undefined).map(({ cause, status }) => [cause, status]),
	).toEqual([
		['Indexing failed. ', 'FAIL'],
		['Indexing failed. ', 'FAIL'],
	]);
	expect(videos.at(7)).toMatchObject({ name: '足球' });
	expect(videos.at(-1)).toMatchObject({ videoNo: expect.stringMatching(/^VEI\d{18}$/) as string });
});

test('a video of an import: numbers that are null are left out', async () => {
	const listing = await listed('v12VideosByTask');

	expect(listing.totalCount).toBeUndefined();
	expect(listing.videos).toEqual([
		{
			videoNo: 'VI625685456915968000',
			name: 'Top 5 Most-Watched Live Sketches | Season 50 | Saturday Night Live',
			status: 'PARSE',
			duration: 1487,
			createdAt: '2025-09-23T13:30:37.659Z',
		},
	]);
});

test('a deletion', async () => {
	await expect(deleteVideos(apiAnsweredBy('v11DeleteVideos'), ['VI1'])).resolves.toBeUndefined();
});

test('a search for whole videos: the text "null" is no time', () => {
	expect(distinctMatches(readSearchEntries(dataOf('v11SearchByVideo')))).toEqual([
		{ videoNo: 'VI611471886560694272', videoName: 'ElephantsDream' },
		{ videoNo: 'VI611145110490705920', videoName: 'ElephantsDream' },
		{ videoNo: 'VI605983006653673472', videoName: '足球' },
	]);
});

test('what is seen and what is said', () => {
	const seen = readTranscript(dataOf('v11VideoTranscription'));
	const said = readTranscript(dataOf('v12AudioTranscription'));

	expect([seen.length, said.length]).toEqual([4, 4]);
	expect(seen[1]).toMatchObject({ startTime: 26, endTime: 28 });
	expect(said[1]).toEqual({ startTime: 3, endTime: 5, text: ' but Domingo is in the past.' });
	expect(readTranscript(dataOf('v12AudioTranscriptionNone'))).toEqual([]);
});

test('a summary by topic: sections without times', () => {
	const summary = readSummary(dataOf('v11SummaryByTopic'));

	expect(summary?.summary).toMatch(/^This animated short film/);
	expect(summary?.sections).toHaveLength(6);
	expect(summary?.sections[0]).toEqual({
		title: 'The Journey Begins',
		description: expect.stringContaining('Proog guides Emo') as string,
	});
});

test('chats, with references and without', () => {
	const answers = ['v12Chat', 'v12MarketerChat'].map((name) => readChatAnswer(readChatData(answered(name))));

	expect(answers).toMatchObject([
		{
			answer: expect.stringMatching(/^Here are the key highlights/) as string,
			sessionId: '611587302624489472',
			references: [],
		},
		{ sessionId: '611482004551131138' },
	]);
	expect(answers[1]?.references.at(-1)).toEqual({
		videoNo: 'PI-602773421759270977',
		videoName: expect.stringMatching(/^Founder of The War Horse/) as string,
		startTime: 10,
	});
});
