import type { SearchQuery } from '../../../../../nodes/MemoriesAi/api/endpoints/endpoints';
import {
	distinctMatches,
	readSearchEntries,
	searchVideos,
} from '../../../../../nodes/MemoriesAi/api/endpoints/v1/search';
import { accepted, fakeApi } from '../../../support/fakeMemoriesAi';

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

describe('a search', () => {
	const searched = async (query: Partial<SearchQuery>, apiVersion: 'v1.1' | 'v1.2' = 'v1.2') => {
		const entry = { videoNo: 'VI1' };
		const { api, requests } = fakeApi(() => accepted([entry, entry]), { apiVersion });
		const result = await searchVideos(api, { side: 'clips', text: 'dog', limit: 10, videoNos: [], ...query });
		expect(result).toEqual({ raw: [entry, entry], matches: [entry] });
		expect(requests).toMatchObject([{ method: 'POST', endpoint: 'search' }]);
		return requests[0];
	};

	test.each([
		['audio', 'BY_AUDIO', 1000],
		['captions', 'BY_CAPTION', 200],
		['clips', 'BY_CLIP', 1000],
		['videos', 'BY_VIDEO', 1000],
	] as const)('in %s is %s, for up to %d matches', async (side, type, most) => {
		expect((await searched({ side, limit: 5_000 }))?.sentJson).toEqual({
			search_param: 'dog',
			search_type: type,
			top_k: most,
		});
		expect((await searched({ side, limit: 10 }))?.sentJson).toMatchObject({ top_k: 10 });
	});

	test('of v1.1 knows no number of matches', async () => {
		expect((await searched({}, 'v1.1'))?.sentJson).toEqual({ search_param: 'dog', search_type: 'BY_CLIP' });
	});

	test('sends what it is narrowed by, with every digit of the folder', async () => {
		const narrowed = await searched({
			videoNos: ['VI1'],
			filteringLevel: 'high',
			cameraTag: 'c',
			takenAfter: '2026-01-01 00:00:00',
			latitude: 1.5,
			longitude: 2.5,
			tag: 't',
			uniqueId: 'u',
			folderId: '606122521888985088',
		});

		expect(narrowed?.body).toContain('"folder_id":606122521888985088');
		expect(narrowed?.sentJson).toMatchObject({
			filtering_level: 'high',
			camera_tag: 'c',
			datetime_taken: '2026-01-01 00:00:00',
			latitude: 1.5,
			longitude: 2.5,
			tag: 't',
			unique_id: 'u',
			video_nos: ['VI1'],
		});
	});
});
