import {
	getTranscript,
	summarizeVideo,
} from '../../../../../nodes/MemoriesAi/api/endpoints/datalake/derived';
import { fakeDatalake, said } from '../../../support/fakeDatalake';

describe('a transcript', () => {
	test.each([
		['segments'],
		['transcription'],
		['transcriptions'],
		['captions'],
		['caption'],
		['data'],
		['aggregated'],
	])('under %s', async (name) => {
		const { api } = fakeDatalake(() =>
			said({ [name]: [{ text: 'hello', start: 1, end: '00:02', speaker_id: 3 }] }),
		);

		expect(await getTranscript(api, 'audio', 'vid_1')).toEqual([
			{ startTime: 1, endTime: 2, speaker: '3', text: 'hello' },
		]);
	});

	test.each([
		['audio', 'GET /videos/vid_1/transcription'],
		['visual', 'GET /videos/vid_1/caption'],
	] as const)('%s: %s', async (type, path) => {
		const { api, asked } = fakeDatalake(() =>
			said({ segments: 'none', data: [{ text: '' }, null, { text: 'x' }] }),
		);

		expect(await getTranscript(api, type, 'vid_1')).toEqual([{ text: 'x' }]);
		expect(asked()).toEqual([path]);
	});

	test('there is none', async () => {
		expect(await getTranscript(fakeDatalake(() => said({})).api, 'audio', 'vid_1')).toEqual([]);
	});
});

test.each([
	[
		{ summary: 'S', text: 'T' },
		{ summary: 'S', sections: [] },
	],
	[{ text: 'T' }, { summary: 'T', sections: [] }],
	[{ summary: '' }, undefined],
	[{}, undefined],
])('a summary: %j', async (data, expected) => {
	const { api, asked } = fakeDatalake(() => said(data));

	expect(await summarizeVideo(api, 'chapters', 'vid_1')).toEqual(expected);
	expect(asked()).toEqual(['GET /videos/vid_1/summary']);
});
