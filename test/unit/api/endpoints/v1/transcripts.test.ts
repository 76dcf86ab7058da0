import { readTranscript } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/transcripts';

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
