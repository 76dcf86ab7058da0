import { closeSimulators, openSimulator, postJson, send, upload, uploadedVideoNo } from '../testClient';
import { listOf, namesOf } from './listOf';
import { storedNames } from './storedNames';
import type { World } from './world';

const v11ListPath = '/serve/api/video/list_videos';

afterEach(closeSimulators);

/** A simulator whose account holds the videos a to e, e being the newest. */
async function fiveVideos(world: Partial<World> = {}) {
	const simulator = await openSimulator({ world });
	for (const fileName of ['a.mp4', 'b.mp4', 'c.mp4', 'd.mp4', 'e.mp4']) await upload(simulator, { fileName });
	return simulator;
}

describe('names', () => {
	it.each<[keyof typeof storedNames, World['storedName'], string]>([
		['percentEncoded', storedNames.percentEncoded, 'Gr%C3%BC%C3%9Fe%20%26%20Co'],
		['withExtension', storedNames.withExtension, 'Grüße & Co.mp4'],
		['decomposed', storedNames.decomposed, 'Gru\u0308ße & Co'],
		['hashed', storedNames.hashed, '1be6a69f3c6e49bf986235d68807ab1f'],
		['prefixed', storedNames.prefixed('api_'), 'api_Grüße & Co'],
		['suffixed', storedNames.suffixed('_1'), 'Grüße & Co_1'],
		['truncated', storedNames.truncated(5), 'Grüße'],
	])('%s', async (_way, storedName, expected) => {
		const simulator = await openSimulator({ world: { storedName } });
		const videoNo = await uploadedVideoNo(simulator, { fileName: 'Grüße & Co.mp4' });

		expect(await namesOf(simulator)).toEqual([expected]);
		expect(await namesOf(simulator, { video_name: expected })).toEqual([expected]);
		const { json } = await send(simulator, 'GET', `/serve/api/v1/get_metadata?video_no=${videoNo}`);
		expect(json).toMatchObject({ data: { video_name: expected } });
	});
});

it.each([
	['remuxed', 1_018, 1_018, '1018'],
	['zero', 0, 0, '0'],
	['null', null, null, null],
	['missing', undefined, undefined, undefined],
])('a size that is %s', async (_case, listedSize, inV12, inV11) => {
	const simulator = await openSimulator({ world: { listedSize: () => listedSize } });
	await upload(simulator);

	expect((await listOf(simulator))[0]).toHaveProperty('video_name', 'clip');
	expect((await listOf(simulator)).map((video) => (video as { size?: unknown }).size)).toEqual([inV12]);
	const { json } = await postJson(simulator, v11ListPath, {});
	const [video] = (json as { data: { videos: object[] } }).data.videos;
	expect((video as { size?: unknown }).size).toBe(inV11);
	expect('size' in (video ?? {})).toBe(listedSize !== undefined);
	expect(simulator.videos).toMatchObject([{ size: 18 }]);
});

describe('status words', () => {
	it.each([
		['PARSE', 'PARSED'],
		['PARSE', 'parse'],
		['FAIL', 'ERROR'],
		['FAIL', 'FAIL'],
		['FAIL', 'PARSE_ERROR'],
		['UNPARSE', ''],
	] as const)('%s is %j in lists and metadata', async (status, word) => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator);
		if (status !== 'UNPARSE') await simulator.settle(videoNo, status);
		simulator.world.statusWords = { [status]: word };

		expect(await listOf(simulator)).toMatchObject([{ status: word }]);
		expect((await postJson(simulator, v11ListPath, {})).json).toMatchObject({
			data: { videos: [{ status: word }] },
		});
		const { json } = await send(simulator, 'GET', `/serve/api/v1/get_metadata?video_no=${videoNo}`);
		expect(json).toMatchObject({ data: { status: word } });
	});

	it('differ in callbacks', async () => {
		const simulator = await openSimulator({ world: { callbackStatusWords: { FAIL: 'ERROR' } } });
		const videoNo = await uploadedVideoNo(simulator, { fields: [['callback', 'http://127.0.0.1:1/']] });

		await simulator.settle(videoNo, 'FAIL');

		expect(simulator.callbackDeliveries).toMatchObject([
			{ body: `{"videoNo":"${videoNo}","status":"ERROR"}` },
		]);
		expect(await listOf(simulator)).toMatchObject([{ status: 'FAILED' }]);
	});
});

describe('order and pages', () => {
	it('lists newest first, oldest first or in no order, changed at any time', async () => {
		const simulator = await fiveVideos();
		expect(await namesOf(simulator)).toEqual(['e', 'd', 'c', 'b', 'a']);

		simulator.world.listOrder = 'oldestFirst';
		expect(await namesOf(simulator)).toEqual(['a', 'b', 'c', 'd', 'e']);

		simulator.world.listOrder = 'shuffled';
		const shuffled = await namesOf(simulator);
		const pages = [];
		for (const page of [1, 2, 3]) pages.push(...(await namesOf(simulator, { page, size: 2 })));
		expect([...shuffled].sort()).toEqual(['a', 'b', 'c', 'd', 'e']);
		expect(pages).toEqual(shuffled);
	});

	it('is in no order when shuffled', async () => {
		let count = 0;
		const digits18 = () => `10000000000000000${++count}`;
		const simulator = await openSimulator({
			ids: { digits18, hex32: () => 'f' },
			world: { listOrder: 'shuffled' },
		});
		for (const fileName of ['a.mp4', 'b.mp4', 'c.mp4', 'd.mp4', 'e.mp4'])
			await upload(simulator, { fileName });

		const names = (await namesOf(simulator)).join('');

		expect(['abcde', 'edcba']).not.toContain(names);
	});

	it('puts the samples of a new account last, oldest first', async () => {
		const simulator = await openSimulator({ seedSampleVideos: true });
		await upload(simulator);

		expect((await listOf(simulator)).map(({ video_no: videoNo }) => videoNo.replace(/\d+/, ''))).toEqual([
			'VI',
			'VEI',
			'VEI',
			'VEI',
		]);
		const { json } = await postJson(simulator, v11ListPath, {});
		const [, ...samples] = (json as { data: { videos: Array<{ create_time: string }> } }).data.videos;
		expect(samples.map(({ create_time: time }) => time)).toEqual([
			'1731593434695',
			'1731593434696',
			'1733624697455',
		]);
	});

	it('gives shorter pages than asked for', async () => {
		const simulator = await fiveVideos({ longestPage: 2 });

		const { json } = await postJson(simulator, v11ListPath, { page: 3, size: 100 });

		expect(json).toMatchObject({
			data: { videos: [{ video_name: 'a' }], current_page: 3, page_size: 2, total_count: '5' },
		});
	});

	it('gives the first page again and again', async () => {
		const simulator = await fiveVideos({ ignoresPage: true });

		expect(await namesOf(simulator, { page: 2, size: 2 })).toEqual(['e', 'd']);
	});

	it.each<[World['totalCount'], number | undefined]>([
		[() => undefined, undefined],
		[(count) => count + 7, 12],
		[() => 0, 0],
	])('counts wrongly or not at all', async (totalCount, expected) => {
		const simulator = await fiveVideos({ totalCount });

		const { json } = await postJson(simulator, '/serve/api/v1/list_videos', {});
		const { json: inV11 } = await postJson(simulator, v11ListPath, {});

		expect((json as { data: { total_count?: number } }).data.total_count).toBe(expected);
		expect((inV11 as { data: { total_count?: string } }).data.total_count).toBe(expected?.toString());
	});

	it('gives text only in v1.2, if told to', async () => {
		const simulator = await openSimulator({ world: { listsTextOnly: true }, dateNow: () => 1755245460412 });
		await upload(simulator);

		expect((await postJson(simulator, '/serve/api/v1/list_videos', {})).json).toMatchObject({
			data: {
				videos: [{ size: '18', duration: '0', create_time: '1755245460412', tags: ['api'] }],
				current_page: 1,
				total_count: '1',
			},
		});
	});
});

describe('several numbers in video_nos', () => {
	it.each<[string, World['videoNosAnswer'] | undefined, string[]]>([
		['only those', undefined, ['d', 'b']],
		['in another order', (asked) => [...asked].reverse(), ['b', 'd']],
		['with others', (asked, others) => [...others.slice(0, 1), ...asked], ['e', 'd', 'b']],
		['not all of them', (asked) => asked.slice(1), ['b']],
		['all videos', (asked, others) => [...asked, ...others], ['d', 'b', 'e', 'c', 'a']],
	])('%s', async (_case, videoNosAnswer, expected) => {
		const simulator = await fiveVideos(videoNosAnswer && { videoNosAnswer });
		const videoNos = simulator.videos.map(({ videoNo }) => videoNo);

		expect(await namesOf(simulator, { video_nos: [videoNos[1], videoNos[3], 'VI1'] })).toEqual(expected);
	});

	it('are not known in v1.1', async () => {
		const simulator = await fiveVideos();

		const { json } = await postJson(simulator, v11ListPath, { video_nos: ['VI1'] });

		expect(json).toMatchObject({ data: { total_count: '5' } });
	});
});
