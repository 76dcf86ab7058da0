import { describeVideoFile } from '../../../../nodes/MemoriesAi/upload/file/videoFile';

test.each([
	['both given', { fileName: 'a.mp4', mimeType: 'video/mp4' }, 'a.mp4', 'video/mp4'],
	[
		'a camera’s upper case',
		{ fileName: 'DSC_1.MOV', mimeType: 'video/quicktime' },
		'DSC_1.MOV',
		'video/quicktime',
	],
	[
		'a generic type',
		{ fileName: 'a.MKV', mimeType: 'application/octet-stream' },
		'a.MKV',
		'video/x-matroska',
	],
	['no type', { fileName: 'a.avi', mimeType: '' }, 'a.avi', 'video/x-msvideo'],
	['no extension', { fileName: 'holiday', mimeType: 'video/quicktime' }, 'holiday.mov', 'video/quicktime'],
	['no name', { mimeType: 'video/mp4' }, 'video.mp4', 'video/mp4'],
	[
		'no name, but an extension',
		{ fileExtension: 'mkv', mimeType: 'application/octet-stream' },
		'video.mkv',
		'video/x-matroska',
	],
	['a path', { fileName: 'C:\\videos\\2026/a.mp4', mimeType: 'video/mp4' }, 'a.mp4', 'video/mp4'],
	[
		'parameters in the type',
		{ fileName: 'a.mp4', mimeType: 'Video/MP4; codecs="avc1"' },
		'a.mp4',
		'video/mp4',
	],
	['a line break in the type', { fileName: 'a.mp4', mimeType: 'video/mp4\r\nX: 1' }, 'a.mp4', 'video/mp4'],
	['a line break in the name', { fileName: 'a\r\nb.mp4', mimeType: 'video/mp4' }, 'a b.mp4', 'video/mp4'],
	['dots in the name', { fileName: 'v1.2 final', mimeType: 'video/mp4' }, 'v1.2 final.mp4', 'video/mp4'],
	['a hidden file', { fileName: '.mp4', mimeType: 'video/mp4' }, '.mp4.mp4', 'video/mp4'],
	['nothing known', { mimeType: '' }, 'video', ''],
])('%s', (_case, binary, fileName, mimeType) => {
	expect(describeVideoFile(binary, '')).toEqual({ fileName, mimeType });
});

test('the user’s name wins, and gets the extension of the type', () => {
	const binary = { fileName: 'a.mp4', mimeType: 'video/mp4' };

	expect(describeVideoFile(binary, 'Interview with Zoë').fileName).toBe('Interview with Zoë.mp4');
	expect(describeVideoFile(binary, 'clip.mov').fileName).toBe('clip.mov');
});
