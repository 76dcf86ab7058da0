import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { getBalance } from '../../../../nodes/MemoriesAi/api/endpoints/datalake/balance';
import { listPage } from '../../../../nodes/MemoriesAi/api/endpoints/datalake/lists';
import { deleteVideos, findVideo, setTags } from '../../../../nodes/MemoriesAi/api/endpoints/datalake/videos';
import { listVideos } from '../../../../nodes/MemoriesAi/api/endpoints/v1/videoList';
import { findVideoDetails } from '../../../../nodes/MemoriesAi/api/endpoints/v1/videos';
import type { ApiAccess } from '../../../../nodes/MemoriesAi/api/transport/request';
import { accepted, broken, fakeApi, type Answer } from '../../support/fakeMemoriesAi';
import { fakeDatalake, said } from '../../support/fakeDatalake';
import { failureOf, inVirtualTime } from '../../support/virtualTime';

type Ask = (api: ApiAccess) => Promise<unknown>;

/** What comes back on a question whose connection breaks at first. */
const laterAs = (answer: Answer) => (_request: unknown, index: number) =>
	index === 0 ? broken('ECONNRESET') : answer;

test.each<[string, Ask, unknown]>([
	['a list of videos', async (api) => await listVideos(api, { page: 1, size: 1 }), { videos: [] }],
	['a video', async (api) => await findVideoDetails(api, 'VI1'), { video_name: 'clip', status: 'PARSE' }],
])('%s is asked for again when the connection breaks', async (_what, ask, data) => {
	const { api, requests } = fakeApi(laterAs(accepted(data)));
	await inVirtualTime(async () => await ask(api));

	expect(requests).toHaveLength(2);
});

test.each<[string, Ask, unknown]>([
	['the balance', getBalance, { balance_usd: 1 }],
	['a page of a list', async (api) => await listPage(api, 'videos', {}), { videos: [] }],
	['a video', async (api) => await findVideo(api, 'v1'), { id: 'v1', status: 'ready' }],
	['the change of a tag', async (api) => await setTags(api, 'v1', ['a']), {}],
])('in the Datalake, %s is asked for again when the connection breaks', async (_what, ask, data) => {
	const { api, requests } = fakeDatalake(laterAs(said(data)));
	await inVirtualTime(async () => await ask(api));

	expect(requests).toHaveLength(2);
});

test('in the Datalake, a deletion is asked for once', async () => {
	const { api, requests } = fakeDatalake(laterAs(said({})));
	await inVirtualTime(async () => await failureOf(deleteVideos(api, ['v1']), ApiFailure));

	expect(requests).toMatchObject([{ method: 'DELETE', headers: { Accept: 'application/json' } }]);
});
