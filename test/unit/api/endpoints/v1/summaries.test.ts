import { readSummary, summarizeVideo } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/summaries';
import { accepted, fakeApi } from '../../../support/fakeMemoriesAi';

test.each([
	[
		'chapters, with the start as text',
		{ summary: 'A day.', items: [{ title: 'Morning', description: 'Coffee', start: '12' }] },
		{ summary: 'A day.', sections: [{ title: 'Morning', description: 'Coffee', startTime: 12 }] },
	],
	[
		'topics, without a start',
		{ summary: 'A day.', items: [{ title: 'Food', description: 'Bread' }] },
		{ summary: 'A day.', sections: [{ title: 'Food', description: 'Bread' }] },
	],
	[
		"the documentation's structure table",
		{
			videoNo: 'VI1',
			summary_type: 'CHAPTER',
			summary: [{ title: 'Morning', start: 0, end: 9.5, description: 'Coffee' }],
		},
		{
			summary: '',
			sections: [{ title: 'Morning', description: 'Coffee', startTime: 0, endTime: 9.5 }],
		},
	],
	['a text alone', { summary: 'A day.', items: null }, { summary: 'A day.', sections: [] }],
	[
		'parts without words',
		{ summary: 'A day.', items: [{ title: 'null', start: 'null' }] },
		{ summary: 'A day.', sections: [{ title: '', description: '' }] },
	],
])('%s', (_case, data, summary) => {
	expect(readSummary(data)).toEqual(summary);
});

test.each([[null], [undefined], [[]], [{}], [{ summary: 'null', items: [] }], [{ summary: '' }]])(
	'%j holds none',
	(data) => {
		expect(readSummary(data)).toBeUndefined();
	},
);

test.each([
	['chapters', 'CHAPTER'],
	['topics', 'TOPIC'],
] as const)('%s are asked for as %s, with five minutes to write them', async (type, asked) => {
	const { api, requests } = fakeApi(() => accepted({ summary: 'A day.', items: [] }), { timeoutMs: 1 });

	expect(await summarizeVideo(api, type, 'VI1', 'u')).toEqual({ summary: 'A day.', sections: [] });
	expect(requests).toMatchObject([
		{
			method: 'GET',
			endpoint: 'generate_summary',
			qs: { video_no: 'VI1', type: asked, unique_id: 'u' },
			timeout: 300_000,
		},
	]);
});
