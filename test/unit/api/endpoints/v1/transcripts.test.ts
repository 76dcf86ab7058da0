import { ApiFailure } from '../../../../../nodes/MemoriesAi/api/ApiFailure';
import { getTranscript, readTranscript } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/transcripts';
import { accepted, broken, fakeApi, refused } from '../../../support/fakeMemoriesAi';
import { failureOf, inVirtualTime } from '../../../support/virtualTime';

const segments = [
	{ startTime: 0, endTime: 4.5, text: 'Hello.' },
	{ startTime: 4.5, endTime: 9, text: 'And welcome.' },
];

test.each([
	[
		'times as text, as observed',
		{
			videoNo: 'VI1',
			transcriptions: [
				{ index: 0, content: 'Hello.', startTime: '0', endTime: '4.5' },
				{ index: 1, content: 'And welcome.', startTime: '4.5', endTime: '9' },
			],
			createTime: '1755245460412',
		},
	],
	[
		'snake case and numbers',
		{
			video_no: 'VI1',
			transcriptions: [
				{ index: 0, content: 'Hello.', start_time: 0, end_time: 4.5 },
				{ index: 1, content: 'And welcome.', start_time: 4.5, end_time: 9 },
			],
		},
	],
	[
		"the documentation's structure table",
		{
			transcription: [
				{ start: 0, end: 4.5, text: 'Hello.' },
				{ start: 4.5, end: 9, text: 'And welcome.' },
			],
		},
	],
])('%s', (_case, data) => {
	expect(readTranscript(data)).toEqual(segments);
});

test('times that are not there are left out, segments without text as well', () => {
	const data = {
		transcriptions: [
			{ index: 0, content: 'Hello.', startTime: 'null', endTime: null },
			{ index: 1, content: 'null', startTime: '1', endTime: '2' },
			{ index: 2, content: '', startTime: '2', endTime: '3' },
		],
	};

	expect(readTranscript(data)).toEqual([{ text: 'Hello.' }]);
});

test.each([
	[null],
	[undefined],
	['null'],
	[[]],
	[{}],
	[{ videoNo: 'VI1', transcriptions: null }],
	[{ videoNo: 'VI1', transcriptions: [] }],
])('%j holds none', (data) => {
	expect(readTranscript(data)).toEqual([]);
});

describe('memories.ai is asked for', () => {
	const data = { transcriptions: [{ content: 'Hello.' }] };

	test.each([
		['audio', 'v1.1', 'get_audio_transcription'],
		['audio', 'v1.2', 'get_audio_transcription'],
		['visual', 'v1.1', 'get_video_transcription'],
		['visual', 'v1.2', 'get_video_caption'],
	] as const)('%s in %s', async (type, apiVersion, endpoint) => {
		const { api, requests } = fakeApi(() => accepted(data), { apiVersion });

		expect(await getTranscript(api, type, 'VI1', 'u')).toEqual([{ text: 'Hello.' }]);
		expect(requests).toMatchObject([{ method: 'GET', endpoint, qs: { video_no: 'VI1', unique_id: 'u' } }]);
	});

	test('visual by its earlier name, where the server does not know the present one', async () => {
		const { api, requests } = fakeApi((_request, index) =>
			index === 0 ? { statusCode: 404, body: 'no such path' } : accepted(data),
		);

		expect(await getTranscript(api, 'visual', 'VI1')).toEqual([{ text: 'Hello.' }]);
		expect(requests.map(({ endpoint }) => endpoint)).toEqual([
			'get_video_caption',
			'get_video_transcription',
		]);
		expect(requests[1]?.qs).toEqual({ video_no: 'VI1' });
	});

	test('audio by its only name', async () => {
		const { api, requests } = fakeApi(() => ({ statusCode: 404, body: 'no such path' }));
		const { kind } = await failureOf(getTranscript(api, 'audio', 'VI1'), ApiFailure);

		expect(kind).toBe('unknownPath');
		expect(requests).toHaveLength(1);
	});

	test('only once, where memories.ai refuses', async () => {
		const { api, requests } = fakeApi(() => refused('9009', 'Permission denied'));
		await failureOf(getTranscript(api, 'visual', 'VI1'), ApiFailure);

		expect(requests).toHaveLength(1);
	});

	test('again, where the connection breaks', async () => {
		const { api, requests } = fakeApi((_request, index) =>
			index === 0 ? broken('ECONNRESET') : accepted(data),
		);
		await inVirtualTime(async () => await getTranscript(api, 'audio', 'VI1'));

		expect(requests).toHaveLength(2);
	});
});
