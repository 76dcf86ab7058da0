import { videoField, videosField } from '../../../../nodes/MemoriesAi/actions/fields/videoField';

const located = (value: unknown) => ({ __rl: true, mode: 'id', value });

test.each([
	['VI1', 'VI1'],
	[' \u200bVI1\u200e\n', 'VI1'],
	[located('mavi_video_1'), 'mavi_video_1'],
	[located('PI-1'), 'PI-1'],
	[['VI1'], 'VI1'],
	['["VI1"]', 'VI1'],
	[{ videoNo: 'VI1', videoName: 'a' }, 'VI1'],
	[located([{ videoNo: 'VI1' }]), 'VI1'],
	['568102998803353600', '568102998803353600'],
])('%j is the video %s', (input, videoNo) => {
	expect(videoField.read(input)).toBe(videoNo);
});

test.each([
	...['VI1, VI2', 'VI1\nVI2', 'VI1，VI2', '["VI1","VI2"]'],
	...[
		['VI1', 'VI2', 'VI1'],
		[{ videoNo: 'VI1' }, { videoNo: 'VI2' }],
		located(['VI1', '', null, 'VI2']),
		[' VI1 ', 'VI2\u200b'],
	],
])('%j is two videos', (input) => {
	expect(videosField.read(input)).toEqual(['VI1', 'VI2']);
});

test.each([
	[['', ' ', null, undefined, '\u200b', [], located(''), { videoNo: '' }], 'is empty'],
	[[true, {}, [[]], 5n, [{}], { videoNo: {} }], 'has no video ID'],
	[[5, 568102998803353600, [5]], 'has no video ID: 5'],
	[['VI1/../x', 'VI1?a=b', 'VI1 VI2', '[object Object]', `VI${'1'.repeat(99)}`], 'has no video ID: '],
])('%p: %s', (inputs, problem) => {
	for (const input of inputs) {
		expect(() => videoField.read(input)).toThrow(`'Video' ${problem}`);
		expect(() => videosField.read(input)).toThrow(`'Videos' ${problem}`);
	}
});

test('of several videos none is chosen', () => {
	expect(() => videoField.read(['VI1', 'VI2'])).toThrow("'Video' has more than one video ID");
	expect(() => videoField.read('VI1, VI2')).toThrow("'Video' has no video ID: VI1, VI2");
});
