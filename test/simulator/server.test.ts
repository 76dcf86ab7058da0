import { request } from 'undici';
import { defaultApiKey, startSimulator, type SimulatorOptions } from './simulator';
import { closeSimulators, openSimulator, postJson, send, upload, uploadPath } from './testClient';

const listPath = '/serve/api/v1/list_videos';

afterEach(closeSimulators);

describe('the API key', () => {
	const keys = { apiKeys: ['sk-good'], disabledKeys: ['sk-disabled'], keysWithoutCredits: ['sk-poor'] };

	it.each([
		['sk-good', '0000', '0000'],
		['Bearer sk-good', '9009', '9009'],
		['sk-wrong', '9009', '9009'],
		['', '0401', '0401'],
		['sk-disabled', '0403', '0403'],
		['sk-poor', '0402', '0000'],
	])('%j is answered %s for an upload and %s for a list', async (apiKey, uploadCode, listCode) => {
		const simulator = await openSimulator(keys);
		const headers = { authorization: apiKey, 'content-type': 'application/json' };

		expect(await upload(simulator, { apiKey })).toMatchObject({ status: 200, json: { code: uploadCode } });
		expect(simulator.videos).toHaveLength(uploadCode === '0000' ? 1 : 0);
		expect(await send(simulator, 'POST', listPath, { body: '{}', headers })).toMatchObject({
			status: 200,
			json: { code: listCode },
		});
	});

	it('may be missing', async () => {
		const simulator = await openSimulator();

		const { body } = await request(simulator.url + uploadPath['v1.1'], { method: 'POST' });

		expect(await body.json()).toEqual({ code: '0401', msg: expect.any(String) as string });
	});

	it('is refused by v1.2 with the flags set', async () => {
		const simulator = await openSimulator();

		expect((await upload(simulator, { apiKey: 'sk-wrong' })).json).toEqual({
			code: '9009',
			msg: 'Permission denied',
			data: null,
			success: false,
			failed: true,
		});
	});
});

describe('the served paths', () => {
	const isServed = async (options: SimulatorOptions, method: 'GET' | 'POST', path: string) => {
		const simulator = await openSimulator(options);
		return (await send(simulator, method, path)).status !== 404;
	};

	it.each<[SimulatorOptions, 'GET' | 'POST', string, boolean]>([
		[{}, 'POST', '/serve/api/video/upload', true],
		[{}, 'POST', '/serve/api/v1/upload', true],
		[{}, 'GET', '/serve/api/v1/upload', false],
		[{}, 'GET', '/serve/api/v1/get_metadata', true],
		[{}, 'GET', '/serve/api/video/get_metadata', false],
		[{}, 'GET', '//', false],
		[{ servedVersions: ['v1.1'] }, 'POST', '/serve/api/video/list_videos', true],
		[{ servedVersions: ['v1.1'] }, 'POST', '/serve/api/v1/upload', false],
		[{ servedVersions: ['v1.2'] }, 'POST', '/serve/api/video/upload', false],
		[{ serveOnlyUploadPage: true }, 'POST', '/serve/api/video/upload', true],
		[{ serveOnlyUploadPage: true }, 'POST', '/serve/api/video/list_videos', false],
		[{ serveOnlyUploadPage: true }, 'POST', '/serve/api/v1/upload', false],
		[{ unservedEndpoints: ['get_metadata'] }, 'GET', '/serve/api/v1/get_metadata', false],
	])('with %j: is %s %s served? %s', async (options, method, path, expected) => {
		expect(await isServed(options, method, path)).toBe(expected);
	});

	it('answers others as Spring does', async () => {
		const simulator = await openSimulator({
			dateNow: () => Date.UTC(2026, 6, 1),
			ids: { digits18: () => '', hex32: () => 'e'.repeat(32) },
		});

		const answer = await postJson(simulator, '/serve/api/video/upload_file?x=1', {});

		expect(answer.status).toBe(404);
		expect(answer.json).toEqual({
			timestamp: '2026-07-01T00:00:00.000+00:00',
			path: '/serve/api/video/upload_file',
			status: 404,
			error: 'Not Found',
			requestId: 'e'.repeat(32),
		});
	});

	it('answers others with an envelope when told to', async () => {
		const simulator = await openSimulator({ unknownPathAnswer: 'envelope0001' });

		expect(await postJson(simulator, '/nowhere', {})).toMatchObject({
			status: 200,
			text: '{"code":"0001","msg":"No static resource api."}',
		});
	});
});

describe('starting and closing', () => {
	it('reports a port that is in use', async () => {
		const { url } = await openSimulator();

		await expect(startSimulator({ port: Number(new URL(url).port) })).rejects.toMatchObject({
			code: 'EADDRINUSE',
		});
	});

	it('holds the documented videos when told to', async () => {
		const simulator = await openSimulator({ seedDocumentedVideos: true });

		expect(simulator.videos).toMatchObject([
			{ videoNo: 'mavi_video_554046065381212160', status: 'PARSE' },
			{ videoNo: 'VI554046065381212160', status: 'PARSE' },
		]);
		expect((await openSimulator()).videos).toEqual([]);
	});

	it('reports each request when it is over', async () => {
		const ended: unknown[] = [];
		const simulator = await openSimulator({ onRequestEnd: (entry) => ended.push(entry) });

		await send(simulator, 'GET', '/one');
		await send(simulator, 'GET', '/two');

		expect(ended).toEqual(simulator.journal);
		expect(simulator.journal.map(({ path }) => path)).toEqual(['/one', '/two']);
	});

	it('refuses connections once closed', async () => {
		const simulator = await startSimulator({ apiKeys: [defaultApiKey] });
		await simulator.close();

		await expect(send(simulator, 'GET', '/')).rejects.toMatchObject({ code: 'ECONNREFUSED' });
	});
});
