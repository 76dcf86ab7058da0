import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeSimulators, openSimulator, postJson, send } from './testClient';
import type { Simulator } from './simulator';

afterEach(closeSimulators);

const base = '/serve/api/v1';
const link = 'https://www.tiktok.com/@user/video/7301234567890123456';

async function startImport(simulator: Simulator, endpoint: string, content: object): Promise<string> {
	const { json } = await postJson(simulator, `${base}/${endpoint}`, content);
	return (json as { data: { taskId: string } }).data.taskId;
}

async function videosOf(simulator: Simulator, taskId: string): Promise<Array<Record<string, unknown>>> {
	const { json } = await send(simulator, 'GET', `${base}/get_video_ids_by_task_id?task_id=${taskId}`);
	return (json as { data: { videos: Array<Record<string, unknown>> } }).data.videos;
}

test('an import lists its videos, as recorded', async () => {
	const simulator = await openSimulator();
	const taskId = await startImport(simulator, 'scraper_url', { video_urls: [link] });
	const [video] = simulator.videos;

	expect(taskId).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}_[0-9a-f]{32}$/);
	expect(await videosOf(simulator, taskId)).toEqual([
		expect.objectContaining({ video_no: video?.videoNo, status: 'UNPARSE', video_url: link, size: null }),
	]);
});

test('or their numbers, as documented, and none while it downloads', async () => {
	const simulator = await openSimulator({ world: { taskForm: 'ids', importing: () => 'held' } });
	const taskId = await startImport(simulator, 'scraper_url', { video_urls: [link] });
	const ids = async () => {
		const { json } = await send(simulator, 'GET', `${base}/get_video_ids_by_task_id?task_id=${taskId}`);
		return (json as { data: unknown }).data;
	};

	expect(await ids()).toEqual({ taskId, video_ids: [] });
	simulator.storeNow();
	expect(await ids()).toEqual({ taskId, video_ids: [simulator.videos[0]?.videoNo] });
});

test('creators and hashtags bring as many posts as asked for, or as there are', async () => {
	const simulator = await openSimulator({ world: { postsOfCreator: 3 } });
	const creator = { username: 'https://www.tiktok.com/@user', scraper_cnt: 2 };
	const hashtags = { hash_tags: ['a', 'b'], scraper_cnt: 5 };

	expect(await videosOf(simulator, await startImport(simulator, 'scraper', creator))).toHaveLength(2);
	expect(await videosOf(simulator, await startImport(simulator, 'scraper_tag', hashtags))).toHaveLength(6);
});

test.each([
	['scraper_url', { video_urls: [] }, /video_urls/],
	['scraper_url', { video_urls: Array.from({ length: 51 }, () => link) }, /more than 50/],
	['scraper_url', { video_urls: [link, 'https://youtu.be/o9vgXOH4ET0'] }, /same platform/],
	['scraper_url', { video_urls: ['https://example.com/a'] }, /unknown platform/],
	['scraper_url', { video_urls: [link], quality: '100' }, /quality/],
	['scraper_url', { video_urls: [link], callback_url: `https://a.example/${'a'.repeat(300)}` }, /longer/],
	['scraper', { scraper_cnt: 1 }, /username/],
	['scraper_tag', { hash_tags: ['#a'] }, /without #/],
])('%s refuses %j', async (endpoint, content, message) => {
	const simulator = await openSimulator();
	const { json } = await postJson(simulator, `${base}/${endpoint}`, content);

	expect(json).toMatchObject({ code: '0001', msg: expect.stringMatching(message) as string });
	expect(simulator.videos).toEqual([]);
});

test('calls once the videos are there, and for each that is parsed', async () => {
	const bodies: unknown[] = [];
	const receiver = createServer((request, response) => {
		let text = '';
		request.on('data', (chunk: Buffer) => (text += chunk.toString()));
		request.on('end', () => {
			bodies.push(JSON.parse(text));
			response.end('{}');
		});
	}).listen(0, '127.0.0.1');
	await once(receiver, 'listening');
	try {
		const simulator = await openSimulator();
		const callback = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/`;
		const content = { hash_tags: ['a'], scraper_cnt: 1, callback };
		const taskId = await startImport(simulator, 'scraper_tag', content);
		const { videoNo = '' } = simulator.videos[0] ?? {};
		await simulator.settle(videoNo, 'PARSE');

		expect(bodies).toEqual([
			expect.objectContaining({ taskId, status: 'SUCCEEDED' }),
			expect.objectContaining({ videoId: videoNo, taskId, status: 'INDEXING_SUCCEEDED' }),
		]);
	} finally {
		receiver.close();
	}
});
