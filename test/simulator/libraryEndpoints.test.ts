import { createHash } from 'node:crypto';
import { request } from 'undici';
import { largeOriginal, sampleOriginal } from './originals';
import { defaultApiKey, type Simulator } from './simulator';
import { closeSimulators, openSimulator, postJson, send, uploadedVideoNo } from './testClient';

afterEach(closeSimulators);

async function parsedVideoNo(simulator: Simulator): Promise<string> {
	const videoNo = await uploadedVideoNo(simulator);
	await simulator.settle(videoNo, 'PARSE');
	return videoNo;
}

describe('download', () => {
	const download = async (simulator: Simulator, body: object) =>
		await request(`${simulator.url}/serve/api/v1/download`, {
			method: 'POST',
			headers: { authorization: defaultApiKey, 'content-type': 'application/json' },
			body: JSON.stringify(body),
		});

	it('gives the bytes of the original', async () => {
		const simulator = await openSimulator();
		const { body, headers } = await download(simulator, { video_no: await uploadedVideoNo(simulator) });

		expect(headers).toMatchObject({ 'content-type': 'application/octet-stream' });
		expect(Buffer.from(await body.arrayBuffer())).toEqual(Buffer.concat([...sampleOriginal.chunks()]));
	});

	it('gives originals of any size, the same each time', async () => {
		const bytes = 5 * 1024 ** 2 + 1;
		const simulator = await openSimulator({ world: { original: () => largeOriginal(bytes) } });
		const videoNo = await uploadedVideoNo(simulator);
		const hashes = [];
		for (let time = 0; time < 2; time++) {
			const content = Buffer.from(
				await (await download(simulator, { video_no: videoNo })).body.arrayBuffer(),
			);
			expect(content.byteLength).toBe(bytes);
			hashes.push(createHash('sha256').update(content).digest('hex'));
		}
		expect(hashes[0]).toBe(hashes[1]);
	});

	it('refuses with HTTP 200 and JSON', async () => {
		const simulator = await openSimulator();
		const { statusCode, body } = await download(simulator, { video_no: 'VI1' });

		expect(statusCode).toBe(200);
		expect(await body.json()).toMatchObject({ code: '0001', msg: 'video not found' });
	});

	it('breaks off in the middle of the file', async () => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator);
		simulator.faults.next('download', { kind: 'brokenAnswer', afterBytes: 1000 });
		const { statusCode, body } = await download(simulator, { video_no: videoNo });

		expect(statusCode).toBe(200);
		await expect(body.arrayBuffer()).rejects.toThrow();
	});
});

describe('search in what is said', () => {
	const path = '/serve/api/v1/search_audio_transcripts';

	it('finds the places whose text contains the words, page by page', async () => {
		const simulator = await openSimulator();
		const older = await parsedVideoNo(simulator);
		const newer = await parsedVideoNo(simulator);
		const page = async (number: number) =>
			(await send(simulator, 'GET', `${path}?query=A%20CHAIR&page=${number}&page_size=1`)).json;

		expect(await page(1)).toMatchObject({
			data: {
				current_page: 1,
				page_size: 1,
				total_count: 2,
				videos: [{ videoNo: newer, startTime: '4.5', audio_ts: 'Today we build a chair.' }],
			},
		});
		expect(await page(2)).toMatchObject({ data: { videos: [{ videoNo: older }] } });
		expect(await page(3)).toMatchObject({ data: { videos: [] } });
	});

	it('has the form of 2025, too', async () => {
		const simulator = await openSimulator({ world: { transcriptSearchForm: 'results' } });
		await parsedVideoNo(simulator);

		expect((await send(simulator, 'GET', `${path}?query=chair`)).json).toMatchObject({
			data: { results: [{ snippet: 'Today we build a chair.', timestamp: '4.5' }], total: 1 },
		});
	});

	it.each(['', '?query=a&page=0', '?query=a&page_size=501'])('refuses %j', async (query) => {
		expect((await send(await openSimulator(), 'GET', path + query)).json).toMatchObject({ code: '0001' });
	});
});

describe('a question about the library', () => {
	const path = '/serve/api/v1/chat_personal_stream';

	it.each([
		['events', /"type":"ref"[^]*data:\{"code":"SUCCESS","data":"Done"\}\n\n$/],
		['tokens', /^data:\{"token":"[^]*data:\[DONE\]\n\n$/],
		['json', /^\{"code":"0000"/],
	] as const)('is answered in %s', async (libraryChatForm, form) => {
		const simulator = await openSimulator({ libraryChatForm });
		await parsedVideoNo(simulator);
		const { text } = await postJson(simulator, path, { prompt: 'What?', session_id: '' });

		expect(text).toMatch(form);
		expect(text).toContain('chair');
	});

	it('needs words', async () => {
		expect((await postJson(await openSimulator(), path, {})).json).toMatchObject({ code: '0001' });
	});
});

describe('search narrowed down', () => {
	it.each([
		[{ camera_tag: 'GoPro' }, { camera_tag: 'Canon' }],
		[{ datetime_taken: '2026-05-31 00:00:00' }, { datetime_taken: '2026-07-01 00:00:00' }],
		[
			{ latitude: 52.6, longitude: 13.4 },
			{ latitude: 48, longitude: 13.4 },
		],
	])('%j finds a video, %j none', async (fitting, other) => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator, {
			fields: [
				['camera_model', 'GoPro'],
				['datetime_taken', '2026-06-01 12:00:00'],
				['latitude', '52.5'],
				['longitude', '13.4'],
			],
		});
		await simulator.settle(videoNo, 'PARSE');
		const found = async (filter: object) =>
			(await postJson(simulator, '/serve/api/v1/search', { search_param: 'a', ...filter })).json;

		expect(await found(fitting)).toMatchObject({
			data: expect.arrayContaining([expect.anything()]) as unknown,
		});
		expect(await found(other)).toMatchObject({ data: [] });
	});
});
