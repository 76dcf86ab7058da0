import { closeSimulators, openSimulator, postJson, send, type ClientAnswer } from './testClient';
import type { Simulator } from './simulator';

const path = { 'v1.1': '/serve/api/video/upload_url', 'v1.2': '/serve/api/v1/upload_url' } as const;
const url = 'https://cdn.example.com/videos/My%20interview.mp4?signature=abc';

afterEach(closeSimulators);

function uploadUrl(
	simulator: Simulator,
	version: 'v1.1' | 'v1.2',
	form: Array<[string, string]>,
): Promise<ClientAnswer> {
	return send(simulator, 'POST', path[version], {
		body: new URLSearchParams(form).toString(),
		headers: { 'content-type': 'application/x-www-form-urlencoded' },
	});
}

it.each(['v1.1', 'v1.2'] as const)('makes a video named after the file, %s', async (version) => {
	const simulator = await openSimulator();
	const { json } = await uploadUrl(simulator, version, [
		['url', url],
		['callback', 'https://n8n.example.com/a'],
	]);

	expect(simulator.videos).toMatchObject([
		{ videoName: 'My interview', size: 0, status: 'UNPARSE', callback: 'https://n8n.example.com/a' },
	]);
	const [video] = simulator.videos;
	expect(json).toEqual({
		code: '0000',
		msg: 'success',
		data: {
			videoNo: video?.videoNo,
			videoName: expect.any(String) as string,
			...(version === 'v1.2' ? { videoStatus: 'UNPARSE', uploadTime: String(video?.uploadTime) } : {}),
		},
		success: true,
		failed: false,
	});
});

it('takes the parameters of v1.2, repeated tags among them', async () => {
	const simulator = await openSimulator();
	await uploadUrl(simulator, 'v1.2', [
		['url', url],
		['tags', 'a'],
		['tags', 'b'],
		['unique_id', 'team-a'],
	]);

	expect(simulator.videos).toMatchObject([{ tags: ['a', 'b', 'api'], uniqueId: 'team-a' }]);
});

it.each<[string, Array<[string, string]>]>([
	['no URL', [['callback', url]]],
	['a URL that is none', [['url', 'my video']]],
	[
		'a callback that is too long',
		[
			['url', url],
			['callback', `https://a.example.com/${'a'.repeat(290)}`],
		],
	],
	[
		'a folder that is no number',
		[
			['url', url],
			['folder_id', 'x'],
		],
	],
])('refuses %s', async (_case, form) => {
	const simulator = await openSimulator();

	expect(await uploadUrl(simulator, 'v1.2', form)).toMatchObject({ json: { code: '0001' } });
	expect(simulator.videos).toEqual([]);
});

it('refuses JSON', async () => {
	const simulator = await openSimulator();

	expect(await postJson(simulator, path['v1.2'], { url })).toMatchObject({ json: { code: '0001' } });
});
