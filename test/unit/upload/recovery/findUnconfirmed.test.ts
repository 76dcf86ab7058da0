import {
	findUnconfirmed,
	type ExpectedVideo,
} from '../../../../nodes/MemoriesAi/upload/recovery/findUnconfirmed';
import { fakeApi, listing, refused, type Shown } from '../../support/fakeMemoriesAi';

const MINUTE_MS = 60_000;
const now = Date.now();
const expected: ExpectedVideo = { name: 'clip.mp4', size: 1_000, uniqueId: undefined };

const ours: Shown = { video_no: 'VI1', video_name: 'clip', size: 1_000, create_time: now };

/** So many videos of others, the first a day old, each a minute older than the one before it. */
const oldVideos = (count: number): Shown[] =>
	Array.from({ length: count }, (_, index) => ({
		video_no: `VIold${index}`,
		video_name: 'clip',
		size: 1_000,
		create_time: now - 24 * 60 * MINUTE_MS - index * MINUTE_MS,
	}));

async function find(videos: Shown[], changes: Partial<ExpectedVideo> = {}, headers = {}, sentAtMs = now) {
	const { api, requests } = fakeApi((request) => listing(request, videos, headers));
	const { candidates, isComplete } = await findUnconfirmed(api, { ...expected, ...changes }, sentAtMs);
	return { found: candidates.map(({ videoNo }) => videoNo), isComplete, requests };
}

describe('what looks like the video that was sent', () => {
	test.each<[string, Shown, Partial<ExpectedVideo>]>([
		['its name and size', ours, {}],
		['with the extension in the list', { ...ours, video_name: 'clip.mp4' }, {}],
		['with an encoded name', { ...ours, video_name: 'My%20clip' }, { name: 'My clip.mp4' }],
		['any size, where none is known', { ...ours, size: 77 }, { size: undefined }],
		[
			'14 minutes older than the sending, as clocks differ',
			{ ...ours, create_time: now - 14 * MINUTE_MS },
			{},
		],
		['from the future, as clocks differ', { ...ours, create_time: now + 60 * MINUTE_MS }, {}],
	])('%s', async (_case, shown, changes) => {
		expect(await find([shown], changes)).toMatchObject({ found: ['VI1'], isComplete: true });
	});

	test.each<[string, Shown]>([
		['another size', { ...ours, size: 1_001 }],
		['no size', { video_no: 'VI1', video_name: 'clip', create_time: now }],
		['a name that begins alike', { ...ours, video_name: 'clip 2' }],
		['a name that ends alike', { ...ours, video_name: 'my clip' }],
		['another case', { ...ours, video_name: 'Clip' }],
		['16 minutes older', { ...ours, create_time: now - 16 * MINUTE_MS }],
		['no time', { video_no: 'VI1', video_name: 'clip', size: 1_000 }],
	])('not: %s', async (_case, shown) => {
		expect(await find([shown])).toMatchObject({ found: [], isComplete: true });
	});

	test('a server whose clock is behind by an hour dates its videos back by that', async () => {
		const date = new Date(now - 60 * MINUTE_MS).toUTCString();
		const behind = { ...ours, create_time: now - 70 * MINUTE_MS };
		const tooOld = { ...ours, video_no: 'VI2', create_time: now - 80 * MINUTE_MS };

		expect(await find([behind, tooOld], {}, { date })).toMatchObject({ found: ['VI1'] });
	});

	test('a server whose clock is ahead moves nothing', async () => {
		const date = new Date(now + 60 * MINUTE_MS).toUTCString();

		expect(await find([{ ...ours, create_time: now - 14 * MINUTE_MS }], {}, { date })).toMatchObject({
			found: ['VI1'],
		});
	});
});

describe('how far it looks', () => {
	test('asks for whole pages of the part of the account it was sent to', async () => {
		const { requests } = await find([ours], { uniqueId: 'team-a' });

		expect(requests.map(({ sentJson }) => sentJson)).toEqual([{ page: 1, size: 200, unique_id: 'team-a' }]);
	});

	test('no further than where a list with the newest first goes on to old ones', async () => {
		const { found, isComplete, requests } = await find([ours, ...oldVideos(1_000)]);

		expect({ found, isComplete }).toEqual({ found: ['VI1'], isComplete: true });
		expect(requests).toHaveLength(1);
	});

	test('fewer than five old ones in order are no proof of an order', async () => {
		const page = [
			...Array.from({ length: 196 }, (_, index) => ({ ...ours, video_no: `VI${index}`, size: 5 })),
		];
		const { requests } = await find([...page, ...oldVideos(4), ours]);
		expect(requests).toHaveLength(2);

		const { requests: enough } = await find([...page.slice(1), ...oldVideos(5), ours]);
		expect(enough).toHaveLength(1);
	});

	test('a list with the oldest first is read to its end', async () => {
		const { found, isComplete, requests } = await find([...oldVideos(500).reverse(), ours]);

		expect({ found, isComplete }).toEqual({ found: ['VI1'], isComplete: true });
		expect(requests).toHaveLength(3);
	});

	test('a list where new and old ones stand in no order is read to its end', async () => {
		const mixed = oldVideos(400);
		mixed.splice(0, 6, ...mixed.slice(0, 6).reverse());
		expect((await find([...mixed, ours])).found).toEqual(['VI1']);
	});

	test('ten pages at most, and says that this was not all', async () => {
		const { found, isComplete, requests } = await find([...oldVideos(2_000).reverse(), ours]);

		expect({ found, isComplete }).toEqual({ found: [], isComplete: false });
		expect(requests).toHaveLength(10);
	});

	test('videos of one moment are in order', async () => {
		const sameTime = oldVideos(400).map((video) => ({ ...video, create_time: now - 24 * 60 * MINUTE_MS }));
		expect((await find([ours, ...sameTime])).requests).toHaveLength(1);
	});
});

test('an account that cannot be looked at is an error', async () => {
	const { api } = fakeApi(() => refused('0402'));
	await expect(findUnconfirmed(api, expected, now)).rejects.toMatchObject({ kind: 'credits' });
});
