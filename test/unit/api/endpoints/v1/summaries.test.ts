import { readSummary } from '../../../../../nodes/MemoriesAi/api/endpoints/v1/summaries';

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
