import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { endpointsOf } from '../../../../nodes/MemoriesAi/api/endpoints/endpointsOf';
import type { VideoFilter, VideoPage } from '../../../../nodes/MemoriesAi/api/endpoints/endpoints';
import type { ApiAccess } from '../../../../nodes/MemoriesAi/api/transport/request';
import { fakeApi, listing, refused } from '../../support/fakeMemoriesAi';
import { fakeDatalake, said } from '../../support/fakeDatalake';
import { failureOf } from '../../support/virtualTime';

async function pagesOf(api: ApiAccess, filter: VideoFilter): Promise<VideoPage[]> {
	const pages: VideoPage[] = [];
	for await (const page of endpointsOf(api).listVideoPages(api, filter)) pages.push(page);
	return pages;
}

describe('whether the account is good', () => {
	test('is asked of v1.x with the smallest list', async () => {
		const { api, requests } = fakeApi((request) => listing(request, []));
		await endpointsOf(api).checkAccount(api);

		expect(requests.map(({ endpoint, sentJson }) => [endpoint, sentJson])).toEqual([
			['list_videos', { page: 1, size: 1 }],
		]);
	});

	test('is asked of the Datalake with its balance', async () => {
		const { api, asked } = fakeDatalake(() => said({ balance_usd: '0.5' }));
		await endpointsOf(api).checkAccount(api);

		expect(asked()).toEqual(['GET /usage/balance']);
	});

	test.each([[{}], [{ balance_usd: 'much' }], [{ balance_usd: null }]])('is not told by %j', async (data) => {
		const { api } = fakeDatalake(() => said(data));

		expect((await failureOf(endpointsOf(api).checkAccount(api), ApiFailure)).kind).toBe('unreadable');
	});

	test('comes out in a refusal', async () => {
		const { api } = fakeApi(() => refused('9009'));

		expect((await failureOf(endpointsOf(api).checkAccount(api), ApiFailure)).kind).toBe('key');
	});
});

describe('the lists of v1.x', () => {
	const videos = Array.from({ length: 201 }, (_, index) => ({ video_no: `VI${index}` }));

	test('go on at the page that the one before names', async () => {
		const { api, requests } = fakeApi((request) => listing(request, videos));
		const [first] = await pagesOf(api, {});
		const [second] = await pagesOf(api, { from: first?.next });

		expect(first).toMatchObject({ next: '2', videos: { length: 200 } });
		expect(second?.videos.map(({ videoNo }) => videoNo)).toEqual(['VI200']);
		expect(requests.map(({ sentJson }) => (sentJson as { page: number }).page).slice(0, 3)).toEqual([
			1, 2, 2,
		]);
	});

	test.each<['v1.1' | 'v1.2', VideoFilter, object]>([
		['v1.2', { status: 'parsed' }, { status: 'PARSE' }],
		['v1.1', { status: 'unparsed' }, { status: 'UNPARSE' }],
		['v1.2', { status: 'failed' }, {}],
		['v1.2', { folderId: '12', uniqueId: 'team-a' }, { folder_id: 12, unique_id: 'team-a' }],
		['v1.1', { uniqueId: 'team-a' }, {}],
	])('%s: %j is asked as %j', async (apiVersion, filter, query) => {
		const { api, requests } = fakeApi((request) => listing(request, []), { apiVersion });
		await pagesOf(api, filter);

		expect(requests.map(({ sentJson }) => sentJson)).toEqual([{ page: 1, size: 200, ...query }]);
	});
});

test('the most videos of a deletion', () => {
	expect(
		(['v1.1', 'v1.2', 'datalake'] as const).map(
			(apiVersion) => endpointsOf({ apiVersion }).maxVideosADeletion,
		),
	).toEqual([100, 100, 1]);
});
