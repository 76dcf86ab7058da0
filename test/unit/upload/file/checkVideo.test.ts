import { checkVideo, MAX_VIDEO_BYTES } from '../../../../nodes/MemoriesAi/upload/file/checkVideo';

const check = (apiVersion: 'v1.1' | 'v1.2', fileName: string, mimeType: string, size = 1) => {
	checkVideo(apiVersion, { fileName, mimeType }, size);
};

test.each([
	['a.mp4', 'video/mp4'],
	['a.MOV', 'video/quicktime'],
	['a.avi', 'video/x-msvideo'],
	['a.mkv', 'video/x-matroska'],
])('v1.2 takes %s as %s', (fileName, mimeType) => {
	expect(() => check('v1.2', fileName, mimeType)).not.toThrow();
});

test.each([
	['a.webm', 'video/webm'],
	['a.ts', 'video/mp2t'],
	['video', 'application/octet-stream'],
	['video', ''],
])('v1.1, which names no containers, takes %s as %j', (fileName, mimeType) => {
	expect(() => check('v1.1', fileName, mimeType)).not.toThrow();
	expect(() => check('v1.2', fileName, mimeType)).toThrow(/does not end in/);
});

test.each([
	['a.txt', 'text/plain'],
	['a.mp4', 'text/html'],
	['a.json', 'application/json'],
	['a.mp4', 'application/problem+json'],
	['a.png', 'image/png'],
	['a.mp3', 'audio/mpeg'],
	['a.zip', 'application/zip'],
	['a.pdf', 'application/octet-stream'],
	['a.docx', 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'],
])('no version takes %s as %s', (fileName, mimeType) => {
	expect(() => check('v1.1', fileName, mimeType)).toThrow(/is not a video$/);
	expect(() => check('v1.2', fileName, mimeType)).toThrow(/is not a video$/);
});

test('v1.2 wants a video type', () => {
	expect(() => check('v1.2', 'a.mp4', 'application/mp4')).toThrow(/which is not a video type/);
});

test.each(['v1.1', 'v1.2'] as const)('%s takes 3 GiB to the byte', (apiVersion) => {
	expect(() => check(apiVersion, 'a.mp4', 'video/mp4', MAX_VIDEO_BYTES)).not.toThrow();
	expect(() => check(apiVersion, 'a.mp4', 'video/mp4', MAX_VIDEO_BYTES + 1)).toThrow(/larger than 3 GB/);
	expect(() => check(apiVersion, 'a.mp4', 'video/mp4', 0)).toThrow(/is empty/);
});
