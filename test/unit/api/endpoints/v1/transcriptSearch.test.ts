import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import { searchTranscripts } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/transcriptSearch';
import { accepted, fakeApi } from '../../../support/fakeMemoriesAi';
import { failureOf } from '../../../support/virtualTime';

const place = (videoNo: string, startTime = 1) => ({
	videoNo,
	videoName: 'clip',
	startTime: String(startTime),
	endTime: '2.5',
	audio_ts: 'Hello',
});

async function search(pages: readonly unknown[], limit = 50, uniqueId?: string) {
	const { api, requests } = fakeApi((_request, index) => accepted(pages[Math.min(index, pages.length - 1)]));
	return { ...(await searchTranscripts(api, { text: 'Hello', limit, videoNos: [], uniqueId })), requests };
}

test('places of the page of 2026', async () => {
	const { matches, raw, requests } = await search(
		[{ videos: [place('VI1'), null], total_count: 1 }],
		50,
		'u',
	);

	expect(matches).toEqual([{ videoNo: 'VI1', videoName: 'clip', startTime: 1, endTime: 2.5, text: 'Hello' }]);
	expect(raw).toEqual([place('VI1')]);
	expect(requests).toMatchObject([
		{
			method: 'GET',
			endpoint: 'search_audio_transcripts',
			qs: { query: 'Hello', page: 1, page_size: 50, unique_id: 'u' },
		},
	]);
});

test('places of the page of 2025', async () => {
	const { matches, requests } = await search([
		{ results: [{ id: 'VI1', snippet: 'Hello', timestamp: '00:01:02' }], total: 1 },
	]);

	expect(matches).toEqual([{ videoNo: 'VI1', startTime: 62, text: 'Hello' }]);
	expect(requests[0]?.qs).toEqual({ query: 'Hello', page: 1, page_size: 50 });
});

test('places in snake case', async () => {
	const snake = { video_no: 'VI1', video_name: 'clip', start_time: 1, end_time: 2, text: 'Hello' };
	const { matches } = await search([{ videos: [snake], total: '1' }]);

	expect(matches).toEqual([{ videoNo: 'VI1', videoName: 'clip', startTime: 1, endTime: 2, text: 'Hello' }]);
});

test.each(['VI1', 'PI-1', 'mavi_video_606122521888985088'])('the id %s is that of a video', async (id) => {
	expect((await search([{ results: [{ id }], total: 1 }])).matches).toEqual([{ videoNo: id }]);
});

test.each(['1', 'xVI1', 'VI1x', 'VI', undefined])('the id %s is not', async (id) => {
	expect((await search([{ results: [{ id }], total: 1 }])).matches).toEqual([]);
});

describe('page after page', () => {
	test('until there are as many as memories.ai counts', async () => {
		const pages = [
			{ videos: [place('VI1')], total_count: 2 },
			{ videos: [place('VI2')], total_count: 2 },
		];
		const { matches, raw, requests } = await search(pages);

		expect(matches.map(({ videoNo }) => videoNo)).toEqual(['VI1', 'VI2']);
		expect(raw).toHaveLength(2);
		expect(requests.map(({ qs }) => qs?.page as number)).toEqual([1, 2]);
	});

	test('until there are as many as are wanted', async () => {
		const { requests } = await search([{ videos: [place('VI1')] }, { videos: [place('VI2')] }], 2);

		expect(requests).toHaveLength(2);
	});

	test('until one has nothing new, which places of another time or text are', async () => {
		const { matches, requests } = await search([
			{ videos: [place('VI1')] },
			{ videos: [place('VI1', 2)] },
			{ videos: [{ ...place('VI1', 2), audio_ts: 'Hello there' }] },
			{ videos: [place('VI1')] },
		]);

		expect(matches).toHaveLength(3);
		expect(requests).toHaveLength(4);
	});

	test('of a hundred at most', async () => {
		const { requests } = await search([{ videos: [] }], 500);

		expect(requests.map(({ qs }) => qs?.page_size as number)).toEqual([100]);
	});
});

test('nothing at all is nothing found', async () => {
	const { matches, requests } = await search([null]);

	expect(matches).toEqual([]);
	expect(requests).toHaveLength(1);
});

test.each([[{}], [[]], ['none'], [{ videos: 'none' }]])('%j is no page', async (page) => {
	const { kind } = await failureOf(search([page]), ApiFailure);

	expect(kind).toBe('unreadable');
});
