import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import {
	searchTranscripts,
	searchVideos,
} from '../../../../../nodes/MemoriesAi/api/endpoints/datalake/search';
import type { SearchQuery } from '../../../../../nodes/MemoriesAi/api/endpoints/endpoints';
import type { Answer } from '../../../support/fakeMemoriesAi';
import { fakeDatalake, said, saidNo, type DatalakeRequest } from '../../../support/fakeDatalake';
import { failureOf } from '../../../support/virtualTime';

const query: SearchQuery = { text: 'a dog', side: 'videos', limit: 20, videoNos: [], collectionId: 'col_1' };

/** Searches where each search gets the next of these answers, and the collection lists these pages. */
function searching(
	changes: Partial<SearchQuery>,
	answers: Answer[],
	pages: Answer[] = [said({ videos: [] })],
) {
	let [searches, lists] = [0, 0];
	const { api, requests, asked } = fakeDatalake(({ asked: path }: DatalakeRequest) =>
		path === 'POST /search'
			? (answers[searches++] ?? said({ results: [] }))
			: (pages[lists++] ?? said({ videos: [] })),
	);
	const run = async () => await searchVideos(api, { ...query, ...changes });
	const bodies = () => requests.filter(({ method }) => method === 'POST').map(({ body }) => body as object);
	return { run, bodies, requests, asked };
}

const moment = {
	video_id: 'vid_1',
	start: 1,
	end: '00:02',
	score: '0.5',
	snippet: 'woof',
	thumbnail_url: 'https://t',
};

test.each<[SearchQuery['side'], object]>([
	['audio', { targets: ['transcription'], group_by: 'moment', mode: 'hybrid' }],
	['captions', { targets: ['caption'], group_by: 'moment', mode: 'hybrid' }],
	['clips', { targets: ['frame_embedding'], group_by: 'moment', mode: 'semantic' }],
	[
		'videos',
		{ targets: ['summary', 'title', 'caption', 'frame_embedding'], group_by: 'video', mode: 'semantic' },
	],
])('%s are looked for so', async (side, expected) => {
	const { run, bodies } = searching({ side }, []);
	await run();

	expect(bodies()).toEqual([{ collection_id: 'col_1', query: 'a dog', top_k: 20, ...expected }]);
});

test.each<[Partial<SearchQuery>, object]>([
	[{ videoNos: ['vid_1'] }, { video_ids: ['vid_1'] }],
	[{ tag: 'x' }, { tags: ['x'] }],
	[{ takenAfter: '2026-01-01T00:00:00Z' }, { captured_at: { gte: '2026-01-01T00:00:00Z' } }],
	[{ takenBefore: '2026-02-01T00:00:00Z' }, { captured_at: { lt: '2026-02-01T00:00:00Z' } }],
])('%j filters by %j', async (changes, filter) => {
	const { run, bodies } = searching(changes, []);
	await run();

	expect(bodies()).toEqual([expect.objectContaining({ filter })]);
});

test('matches in one form, each place once, with the names of the videos', async () => {
	const results = [moment, { ...moment, score: 0.1 }, { id: 'vid_2' }, {}, null, { ...moment, start: 7 }];
	const { run, requests } = searching(
		{},
		[said({ results })],
		[
			said({
				videos: [
					{ id: 'vid_1', metadata: { title: 'Dogs' } },
					{ id: 'vid_3', metadata: { title: 'No' } },
				],
				next_cursor: 'c',
			}),
			said({ videos: [{ id: 'vid_2' }], next_cursor: 'd' }),
		],
	);
	const { matches, raw } = await run();

	expect(matches).toEqual([
		{
			videoNo: 'vid_1',
			videoName: 'Dogs',
			startTime: 1,
			endTime: 2,
			score: 0.5,
			text: 'woof',
			thumbnailUrl: 'https://t',
		},
		{ videoNo: 'vid_2' },
		{
			videoNo: 'vid_1',
			videoName: 'Dogs',
			startTime: 7,
			endTime: 2,
			score: 0.5,
			text: 'woof',
			thumbnailUrl: 'https://t',
		},
	]);
	expect(raw).toEqual(results.filter((result) => result !== null));
	expect(requests.map(({ qs }) => qs?.cursor)).toEqual([undefined, undefined, 'c']);
	expect(requests[1]?.qs).toMatchObject({ collection_id: 'col_1' });
});

test('names are looked for on ten pages at most', async () => {
	const pages = Array.from({ length: 12 }, (_, index) => said({ videos: [], next_cursor: `c${index}` }));
	const { run, asked } = searching({}, [said({ results: [moment] })], pages);
	await run();

	expect(asked().filter((path) => path === 'GET /videos')).toHaveLength(10);
});

describe('pages of matches', () => {
	const page = (count: number, next_cursor?: string) =>
		said({ results: Array.from({ length: count }, (_, start) => ({ ...moment, start })), next_cursor });

	test.each<[string, number, Answer[], number]>([
		['until there are enough', 250, [page(200, 'a'), page(50, 'b')], 2],
		['until there are no more', 250, [page(200, 'a'), page(3)], 2],
		['until one is empty', 250, [page(200, 'a'), page(0, 'b')], 2],
		['one, where it has enough', 20, [page(20, 'a')], 1],
	])('%s', async (_case, limit, answers, count) => {
		const { run, bodies } = searching({ side: 'audio', limit }, answers);
		await run();

		expect(bodies()).toHaveLength(count);
		expect(bodies()[0]).toMatchObject({
			top_k: Math.min(limit, 200),
			mode: limit > 200 ? 'semantic' : 'hybrid',
		});
		if (count === 2) expect(bodies()[1]).toMatchObject({ cursor: 'a' });
	});
});

describe('a server without the mode "hybrid"', () => {
	test.each(['Unknown value "Hybrid"', 'mode: not supported'])(
		'that says %s is asked by meaning',
		async (message) => {
			const { run, bodies } = searching({ side: 'audio', limit: 200 }, [
				saidNo(422, 'x', message),
				said({ results: [] }),
			]);
			await run();

			expect(bodies()).toMatchObject([{ mode: 'hybrid' }, { mode: 'semantic' }]);
		},
	);

	test.each<[string, Answer, string]>([
		['of something else', saidNo(422, 'x', 'the model is unknown'), 'parameters'],
		['without a word', saidNo(422), 'parameters'],
		['of another kind', saidNo(403, 'x', 'hybrid'), 'scope'],
	])('a refusal %s is an error', async (_case, answer, kind) => {
		const { run, bodies } = searching({ side: 'audio' }, [answer]);

		expect((await failureOf(run(), ApiFailure)).kind).toBe(kind);
		expect(bodies()).toHaveLength(1);
	});
});

test('an answer without matches is an error', async () => {
	expect((await failureOf(searching({}, [said({ results: null })]).run(), ApiFailure)).kind).toBe(
		'unreadable',
	);
});

test('what was said is looked for letter by letter, and given with the names of the videos', async () => {
	const { api, requests } = fakeDatalake(({ asked }: DatalakeRequest) =>
		asked === 'POST /search'
			? said({ results: [moment, moment] })
			: said({ videos: [{ id: 'vid_1', metadata: { title: 'Tour' }, status: 'ready' }] }),
	);
	const result = await searchTranscripts(api, {
		text: 'woof',
		limit: 20,
		videoNos: [],
		collectionId: 'col_1',
	});

	expect(requests[0]?.body).toEqual({
		collection_id: 'col_1',
		query: 'woof',
		targets: ['transcription'],
		group_by: 'moment',
		mode: 'keyword',
		top_k: 20,
	});
	expect(result.raw).toEqual([moment, moment]);
	expect(result.matches).toEqual([
		expect.objectContaining({ videoNo: 'vid_1', videoName: 'Tour', startTime: 1, text: 'woof' }),
	]);
});

test('a refusal without words is no reason to search otherwise', async () => {
	const { run, bodies } = searching({ side: 'audio' }, [{ statusCode: 422, body: '{"error":{}}' }]);

	expect((await failureOf(run(), ApiFailure)).kind).toBe('parameters');
	expect(bodies()).toHaveLength(1);
});
