import { checkVideoUrl } from '../../../../nodes/MemoriesAi/upload/file/checkVideoUrl';
import type { UserError } from '../../../../nodes/MemoriesAi/texts/UserError';

const API = 'https://api.memories.ai';

test('a public address is sent as it is read', () => {
	expect(checkVideoUrl(' https://cdn.example.com/my clip.mp4 ', API)).toBe(
		'https://cdn.example.com/my%20clip.mp4',
	);
});

test('a local API reaches local addresses', () => {
	expect(checkVideoUrl('http://localhost:8000/clip.mp4', 'http://127.0.0.1:9000')).toBe(
		'http://localhost:8000/clip.mp4',
	);
});

test.each([
	[
		'clip.mp4',
		"'Video URL' is not a web address",
		'Enter a direct link to the video file, which starts with https://',
	],
	[
		'https://a.example.com/1.mp4, https://a.example.com/2.mp4',
		"'Video URL' has more than one address",
		'Enter one. For several videos, give each an item of its own, for example with the node Split Out',
	],
	[
		'https://drive.google.com/file/d/1AbC/view',
		"'Video URL' points to a page on drive.google.com, not to a video file",
		"Google Drive shows a page there. Download the video with n8n's Google Drive node in a step before, and send its file with the operation 'Upload'",
	],
	[
		'http://192.168.1.5/clip.mp4?signature=secret',
		"'Video URL' points to 192.168.1.5, which memories.ai cannot reach",
		"Use a public address, or download the file in a step before and send it with the operation 'Upload'",
	],
])('%s is refused', (text, message, cure) => {
	expect(() => checkVideoUrl(text, API)).toThrow(
		expect.objectContaining({ name: 'UserError', message, cure } satisfies Partial<UserError>) as Error,
	);
});
