import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import { listVideoPages } from '../../../../../nodes/MemoriesAi/api/endpoints/datalake/lists';
import type { VideoFilter, VideoPage } from '../../../../../nodes/MemoriesAi/api/endpoints/endpoints';
import type { Answer } from '../../../support/fakeMemoriesAi';
import { fakeDatalake, said, saidNo } from '../../../support/fakeDatalake';
import { failureOf } from '../../../support/virtualTime';

const page = (videoNos: string[], next_cursor?: unknown) =>
	said({ videos: videoNos.map((id) => ({ id })), next_cursor });

/** Lists all pages; each request gets the next of these answers. */
function listing(answers: Answer[], filter: VideoFilter = {}) {
	const { api, requests, asked } = fakeDatalake((_request, index) => answers[index] ?? page([]));
	const run = async () => {
		const pages: VideoPage[] = [];
		for await (const listed of listVideoPages(api, filter)) pages.push(listed);
		return pages;
	};
	return { requests, asked, run, queries: () => requests.map(({ qs }) => qs) };
}

const numbers = (pages: readonly VideoPage[]) =>
	pages.map(({ videos }) => videos.map(({ videoNo }) => videoNo));

test('goes from page to page, with each video once', async () => {
	const { run, queries, asked } = listing([page(['a', 'b'], 'c1'), page(['b', 'c'], 'c2'), page(['d'])]);
	const pages = await run();

	expect(numbers(pages)).toEqual([['a', 'b'], ['c'], ['d']]);
	expect(pages.map(({ next }) => next)).toEqual(['c1', 'c2', undefined]);
	expect(queries()).toEqual([{ limit: 100 }, { limit: 100, cursor: 'c1' }, { limit: 100, cursor: 'c2' }]);
	expect(new Set(asked())).toEqual(new Set(['GET /videos']));
});

test.each([
	['an empty cursor', ''],
	['a number', 7],
	['null', null],
])('%s is no next page', async (_case, cursor) => {
	expect(await listing([page(['a'], cursor)]).run()).toHaveLength(1);
});

test('a server that goes round in circles is left', async () => {
	const { run, queries } = listing([
		page(['a'], 'c1'),
		page(['b'], 'c2'),
		page(['c'], 'c1'),
		page(['d'], 'c3'),
	]);

	expect(numbers(await run())).toEqual([['a'], ['b'], ['c']]);
	expect(queries()).toHaveLength(3);
});

test.each<[VideoFilter, object]>([
	[{ from: 'c9' }, { cursor: 'c9' }],
	[{ status: 'parsed' }, { status: 'ready' }],
	[{ status: 'unparsed' }, { status: 'processing' }],
	[{ status: 'failed' }, {}],
	[
		{ collectionId: 'col_1', tag: 'x' },
		{ collection_id: 'col_1', tag: 'x' },
	],
])('%j is asked as %j', async (filter, query) => {
	const { run, queries } = listing([], filter);
	await run();

	expect(queries()).toEqual([{ limit: 100, ...query }]);
});

test('the server’s clock is told', async () => {
	const headers = { date: 'Sun, 31 May 2026 18:30:05 GMT' };
	const dated: Answer = { headers, body: '{"videos":[]}' };

	expect(await listing([dated]).run()).toMatchObject([{ serverTimeMs: Date.UTC(2026, 4, 31, 18, 30, 5) }]);
});

test.each([
	['no list', said({ videos: {} }), 'unreadable'],
	['a refusal', saidNo(403), 'scope'],
])('%s is an error', async (_case, answer, kind) => {
	expect((await failureOf(listing([answer]).run(), ApiFailure)).kind).toBe(kind);
});
