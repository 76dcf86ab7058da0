import { distinctMatches, readSearchEntries } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/search';

const matchesIn = (data: unknown) => distinctMatches(readSearchEntries(data));

test.each([
	[
		'clips, with times as text',
		[{ videoNo: 'VI1', videoName: 'tour', startTime: '1.5', endTime: '3', score: 0.8, video_bucket: 'b' }],
		[{ videoNo: 'VI1', videoName: 'tour', startTime: 1.5, endTime: 3, score: 0.8 }],
	],
	[
		'whole videos of v1.1, with "null" for the times',
		[{ videoNo: 'VI1', videoName: 'tour', startTime: 'null', endTime: 'null' }],
		[{ videoNo: 'VI1', videoName: 'tour' }],
	],
	[
		'audio, with what is said',
		[{ videoNo: 'VI1', videoName: 'tour', startTime: '0', endTime: '3', audio_ts: 'Hello.', score: '1' }],
		[{ videoNo: 'VI1', videoName: 'tour', startTime: 0, endTime: 3, score: 1, text: 'Hello.' }],
	],
	[
		'captions, in snake case and with a vector',
		[
			{
				video_no: 'VI1',
				text: 'A dog',
				vector: [0.1, 0.2],
				user_id: 'u',
				start_time: 1,
				end_time: 2,
				score: 0.5,
			},
		],
		[{ videoNo: 'VI1', startTime: 1, endTime: 2, score: 0.5, text: 'A dog' }],
	],
	[
		"the documentation's list of videos",
		{ videos: [{ videoNo: 'VI1', videoName: 'tour', videoStatus: 'PARSE', uploadTime: '1744905509814' }] },
		[{ videoNo: 'VI1', videoName: 'tour' }],
	],
	['numbers as ids', [{ videoNo: 7 }], [{ videoNo: '7' }]],
	['an entry without a video', [{ score: 1 }, null, 'null'], []],
])('%s', (_case, data, matches) => {
	expect(matchesIn(data)).toEqual(matches);
});

test.each([[null], [undefined], ['null'], [{}], [[]]])('%j holds none', (data) => {
	expect(matchesIn(data)).toEqual([]);
});

test('a place is given once, with its first score; other places of the video stay', () => {
	const place = { videoNo: 'VI1', startTime: '1', endTime: '2' };
	const data = [
		{ ...place, score: 0.9 },
		{ ...place, startTime: 1, score: 0.8 },
		{ ...place, endTime: '3', score: 0.7 },
		{ ...place, videoNo: 'VI2', score: 0.6 },
	];

	expect(matchesIn(data).map(({ videoNo, endTime, score }) => [videoNo, endTime, score])).toEqual([
		['VI1', 2, 0.9],
		['VI1', 3, 0.7],
		['VI2', 2, 0.6],
	]);
});
