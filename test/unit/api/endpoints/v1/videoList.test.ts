import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import {
	listVideoPages,
	listVideos,
	type VideoListQuery,
} from '../../../../../nodes/MemoriesAi/api/endpoints/v1/videoList';
import { accepted, fakeApi, refused, type Answer } from '../../../support/fakeMemoriesAi';
import { failureOf } from '../../../support/virtualTime';

const entry = (number: number) => ({
	video_no: `VI${number}`,
	video_name: `clip ${number}`,
	status: 'PARSE',
});
const entries = (from: number, to: number) =>
	Array.from({ length: Math.max(0, to - from) }, (_, index) => entry(from + index));

/** The pages of an account, as a server gives them. */
async function pagesOf(
	give: (page: number, size: number) => Answer,
	query: VideoListQuery = { page: 1, size: 10 },
	most = 20,
) {
	const { api, requests } = fakeApi(({ sentJson }) => {
		const { page, size } = sentJson as { page: number; size: number };
		return give(page, size);
	});
	const pages: Array<{ page: number; videoNos: string[]; isLast: boolean }> = [];
	for await (const { page, videos, isLast } of listVideoPages(api, query)) {
		pages.push({ page, videoNos: videos.map(({ videoNo }) => videoNo), isLast });
		if (pages.length === most) break;
	}
	return { pages, videoNos: pages.flatMap(({ videoNos }) => videoNos), requests };
}

/** A server that holds so many videos. */
const server =
	(count: number, { longestPage = Infinity, isCounted = true } = {}) =>
	(page: number, size: number) => {
		const length = Math.min(size, longestPage);
		const videos = entries((page - 1) * length, Math.min(page * length, count));
		return accepted({ videos, ...(isCounted ? { total_count: count } : {}) });
	};

describe('one page', () => {
	test('is asked for as the query says, with ids of more digits than a number holds', async () => {
		const { api, requests } = fakeApi(() => accepted({ videos: [], total_count: 0 }));
		await listVideos(api, {
			page: 2,
			size: 5,
			folder_id: '568102998803353600',
			status: 'PARSE',
			unique_id: undefined,
		});

		expect(requests[0]).toMatchObject({ method: 'POST', endpoint: 'list_videos' });
		expect(requests[0]?.body).toBe('{"page":2,"size":5,"status":"PARSE","folder_id":568102998803353600}');
	});

	test('with counts as text, and entries that are no videos left out', async () => {
		const { api } = fakeApi(() =>
			accepted({ videos: [entry(1), null, { video_name: 'no number' }], total_count: '7' }),
		);
		expect(await listVideos(api, { page: 1, size: 5 })).toEqual({
			videos: [{ videoNo: 'VI1', name: 'clip 1', status: 'PARSE' }],
			totalCount: 7,
			serverTimeMs: undefined,
		});
	});

	test('none, where the server says that there are none', async () => {
		const { api } = fakeApi(() => accepted({ total_count: 0 }));
		expect(await listVideos(api, { page: 1, size: 5 })).toMatchObject({ videos: [], totalCount: 0 });
	});

	test.each([null, {}, [], { videos: null }, { videos: {}, total_count: 3 }])(
		'%j is no list',
		async (data) => {
			const { api } = fakeApi(() => accepted(data));
			expect(await failureOf(listVideos(api, { page: 1, size: 5 }), ApiFailure)).toMatchObject({
				kind: 'empty',
			});
		},
	);
});

describe('page after page', () => {
	test.each([
		[0, 1],
		[1, 1],
		[9, 1],
		[10, 1],
		[11, 2],
		[30, 3],
	])('%d videos in pages of ten: %d requests', async (count, requestCount) => {
		const { videoNos, requests, pages } = await pagesOf(server(count));
		expect(videoNos).toEqual(entries(0, count).map(({ video_no: videoNo }) => videoNo));
		expect(requests).toHaveLength(requestCount);
		expect(pages.map(({ isLast }) => isLast)).toEqual([
			...Array<boolean>(requestCount - 1).fill(false),
			true,
		]);
		expect(pages.map(({ page }) => page)).toEqual(pages.map((_page, index) => index + 1));
	});

	test.each([0, 1, 10, 25])('%d videos that are not counted: read until nothing new comes', async (count) => {
		const { videoNos, pages } = await pagesOf(server(count, { isCounted: false }));
		expect(videoNos).toHaveLength(count);
		expect(pages.at(-1)?.isLast).toBe(true);
	});

	test('shorter pages than asked for', async () => {
		expect((await pagesOf(server(25, { longestPage: 4 }))).videoNos).toHaveLength(25);
		expect((await pagesOf(server(25, { longestPage: 4, isCounted: false }))).videoNos).toHaveLength(25);
	});

	test.each([true, false])(
		'a page in the middle that is shorter than others, counted: %s',
		async (isCounted) => {
			const { videoNos } = await pagesOf((page) => {
				const videos = [entries(0, 10), entries(10, 13), entries(13, 23), entries(23, 24)][page - 1] ?? [];
				return accepted({ videos, ...(isCounted ? { total_count: 24 } : {}) });
			});
			expect(videoNos).toHaveLength(24);
		},
	);

	test('a later page that is longer than those before it', async () => {
		const { videoNos } = await pagesOf(
			(page) =>
				accepted({
					videos: page === 2 ? entries(2, 12) : page === 3 ? entries(12, 14) : [],
					total_count: 14,
				}),
			{ page: 2, size: 10 },
		);
		expect(videoNos).toHaveLength(12);
	});

	test('a server that knows no pages, or counts more than it has, does not go on for ever', async () => {
		const { requests } = await pagesOf(() => accepted({ videos: entries(0, 10), total_count: 100 }));
		expect(requests).toHaveLength(2);
	});

	test('a video that moves from one page to the next comes once', async () => {
		const { videoNos } = await pagesOf((page) =>
			accepted({ videos: page === 1 ? entries(0, 10) : entries(9, 15), total_count: 15 }),
		);
		expect(videoNos).toEqual(entries(0, 15).map(({ video_no: videoNo }) => videoNo));
	});

	test('from a later page on', async () => {
		const { pages, requests } = await pagesOf(server(30), { page: 3, size: 10 });
		const videoNos = entries(20, 30).map(({ video_no: videoNo }) => videoNo);
		// Pages before it may have been shorter, so the count does not tell that this is all.
		expect(pages).toEqual([
			{ page: 3, videoNos, isLast: false },
			{ page: 4, videoNos: [], isLast: true },
		]);
		expect(requests).toHaveLength(2);
	});

	test('whoever has enough asks for no more', async () => {
		expect((await pagesOf(server(100), { page: 1, size: 10 }, 2)).requests).toHaveLength(2);
	});

	test('a page that cannot be had is an error', async () => {
		await expect(
			pagesOf((page, size) => (page === 2 ? refused('0402') : server(100)(page, size))),
		).rejects.toMatchObject({
			kind: 'credits',
		});
	});
});
