import {
	closeSimulators,
	openSimulator,
	postJson,
	send,
	uploadedVideoNo,
	type TestUpload,
} from './testClient';
import type { Simulator } from './simulator';

const prefix = { 'v1.1': '/serve/api/video', 'v1.2': '/serve/api/v1' } as const;
const versions = ['v1.1', 'v1.2'] as const;

afterEach(closeSimulators);

async function parsedVideoNo(simulator: Simulator, upload: TestUpload): Promise<string> {
	const videoNo = await uploadedVideoNo(simulator, upload);
	await simulator.settle(videoNo, 'PARSE');
	return videoNo;
}

describe.each(versions)('what memories.ai knows of a video, in %s', (version) => {
	const paths = [
		'get_audio_transcription',
		'get_video_transcription',
		...(version === 'v1.2' ? ['get_video_caption'] : []),
	];

	it.each(paths)('%s gives numbered parts with times as text', async (endpoint) => {
		const simulator = await openSimulator({ dateNow: () => 1755245460412 });
		const videoNo = await parsedVideoNo(simulator, { version });
		const path = `${prefix[version]}/${endpoint}?video_no=${videoNo}`;

		expect((await send(simulator, 'GET', path)).json).toMatchObject({
			code: '0000',
			data: {
				videoNo,
				transcriptions: [
					{ index: 0, startTime: '0', content: expect.any(String) as string },
					{ index: 1, endTime: expect.any(String) as string },
				],
				createTime: '1755245460412',
			},
		});
	});

	it('has no audio transcription before the video is parsed, and none without an audio track', async () => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator, { version });
		const path = `${prefix[version]}/get_audio_transcription?video_no=${videoNo}`;

		expect((await send(simulator, 'GET', path)).json).toMatchObject({ code: '0000', data: null });
		await simulator.settle(videoNo, 'PARSE');
		for (const video of simulator.videos) Object.assign(video, { hasAudio: false });
		expect((await send(simulator, 'GET', path)).json).toMatchObject({ code: '0000', data: null });
	});

	it('refuses the visual transcription and the summary before the video is parsed', async () => {
		const simulator = await openSimulator();
		const videoNo = await uploadedVideoNo(simulator, { version });
		const codeOf = async (call: string) =>
			(await send(simulator, 'GET', `${prefix[version]}/${call}`)).json as { code: string };

		expect(await codeOf(`get_video_transcription?video_no=${videoNo}`)).toMatchObject({
			code: '0001',
			msg: 'The video is still processing.',
		});
		expect(await codeOf(`generate_summary?video_no=${videoNo}&type=TOPIC`)).toMatchObject({ code: '0001' });
	});

	it('summarizes into chapters with a start and topics without', async () => {
		const simulator = await openSimulator();
		const videoNo = await parsedVideoNo(simulator, { version });
		const itemsOf = async (type: string) => {
			const path = `${prefix[version]}/generate_summary?video_no=${videoNo}&type=${type}`;
			return ((await send(simulator, 'GET', path)).json as { data: { items: object[] } }).data.items;
		};

		expect(await itemsOf('CHAPTER')).toMatchObject([{ start: '0' }, { start: '30' }]);
		expect((await itemsOf('TOPIC')).flatMap((item) => Object.keys(item))).not.toContain('start');
	});

	it.each(['generate_summary?type=TOPIC', 'generate_summary?video_no=VI1', 'get_audio_transcription'])(
		'refuses %s',
		async (call) => {
			const simulator = await openSimulator();

			expect((await send(simulator, 'GET', `${prefix[version]}/${call}`)).json).toMatchObject({
				code: '0001',
			});
		},
	);
});

describe.each(versions)('search of %s', (version) => {
	const path = `${prefix[version]}/search`;
	const dataOf = async (simulator: Simulator, content: object) =>
		((await postJson(simulator, path, content)).json as { data: object[] }).data;

	it('finds places in every parsed video, the first of each twice', async () => {
		const simulator = await openSimulator();
		const videoNo = await parsedVideoNo(simulator, { version });
		await uploadedVideoNo(simulator, { version });
		const first = { videoNo, videoName: 'clip', startTime: '0', endTime: '30', score: 0.9 };

		expect(await dataOf(simulator, { search_param: 'chair', search_type: 'BY_CLIP' })).toEqual([
			first,
			{ ...first, startTime: '30', endTime: '60' },
			first,
		]);
	});

	it('refuses a type that the generation does not know, and an empty text', async () => {
		const simulator = await openSimulator();
		const codeFor = async (content: object) =>
			((await postJson(simulator, path, content)).json as { code: string }).code;

		expect(await codeFor({ search_param: 'chair', search_type: 'BY_SMELL' })).toBe('0001');
		expect(await codeFor({ search_param: ' ' })).toBe('0001');
		expect(await codeFor({ search_param: 'chair', search_type: 'BY_CAPTION' })).toBe(
			version === 'v1.1' ? '0001' : '0000',
		);
	});
});

it('search of v1.1 by video gives the text "null" for the times', async () => {
	const simulator = await openSimulator();
	const videoNo = await parsedVideoNo(simulator, { version: 'v1.1' });
	const content = { search_param: 'chair', search_type: 'BY_VIDEO' };

	expect((await postJson(simulator, '/serve/api/video/search', content)).json).toMatchObject({
		data: [{ videoNo, videoName: 'clip', startTime: 'null', endTime: 'null' }],
	});
});

describe('chat', () => {
	const question = (videoNo: string) => ({ video_nos: [videoNo], prompt: 'What?' });

	it.each([
		['v1.1', undefined, true],
		['v1.2', undefined, false],
		['v1.1', 'json', false],
		['v1.2', 'stream', true],
	] as const)('of %s, told to answer as %s: a stream? %s', async (version, chatForm, isStream) => {
		const simulator = await openSimulator({ chatForm });
		const videoNo = await parsedVideoNo(simulator, { version });
		const { text, headers, json } = await postJson(simulator, `${prefix[version]}/chat`, question(videoNo));

		if (isStream) {
			expect(headers['content-type']).toMatch(/^text\/event-stream/);
			expect(text).toMatch(/^data:\{"type":"thinking".*\n\ndata:\{"code":"SUCCESS","data":"Done"\}\n\n$/s);
		} else {
			expect(json).toMatchObject({
				code: '0000',
				data: { role: 'ASSISTANT', session_id: expect.stringMatching(/^\d{18}$/) as string },
			});
		}
	});

	it.each([
		['stream', 'data:{"code":"SUCCESS","data":"Video is not parsed: '],
		['json', '{"code":"0001","msg":"Video is not parsed: '],
	] as const)('refuses an unparsed video as %s', async (chatForm, start) => {
		const simulator = await openSimulator({ chatForm });
		const { text } = await postJson(
			simulator,
			'/serve/api/v1/chat',
			question(await uploadedVideoNo(simulator)),
		);

		expect(text).toContain(start);
	});

	it.each([[{ prompt: 'What?' }], [{ video_nos: ['VI1'] }]])('refuses %j', async (content) => {
		const simulator = await openSimulator();

		expect((await postJson(simulator, '/serve/api/v1/chat', content)).json).toMatchObject({ code: '0001' });
	});
});
