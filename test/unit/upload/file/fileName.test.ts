import * as fc from 'fast-check';
import { CONTAINERS, type Container } from '../../../../nodes/MemoriesAi/upload/file/containers';
import { isLabelledVideo, labelVideo } from '../../../../nodes/MemoriesAi/upload/file/fileName';

const mp4Named = (fileName: unknown, typedName = '') => labelVideo('mp4', { fileName }, typedName).fileName;

test.each([
	['Standup 10.32', 'Standup 10.32.mp4'],
	['file.2026', 'file.2026.mp4'],
	['v1.2', 'v1.2.mp4'],
	['Interview Mr.Bean', 'Interview Mr.Bean.mp4'],
	['Acme Inc.', 'Acme Inc.mp4'],
	['clip.mp4.', 'clip.mp4'],
	['clip.mp4 . ', 'clip.mp4'],
	['...', 'video.mp4'],
	['.mp4', 'video.mp4'],
	[' - .mp4', 'video.mp4'],
	['', 'video.mp4'],
	['GL01.MP4', 'GL01.MP4'],
	['GL01.LRV', 'GL01.mp4'],
	['VID.insv', 'VID.mp4'],
	['film.m4v', 'film.mp4'],
	['clip.avi', 'clip.mp4'],
	['archive.mp4.zip', 'archive.mp4.zip.mp4'],
	['/home/me/clip.mp4', 'clip.mp4'],
	['C:\\Videos\\clip.mp4', 'clip.mp4'],
	['Videos/', 'Videos.mp4'],
	['clip.MOV.mp4', 'clip.MOV.mp4'],
	['clip.mp4.MOV', 'clip.mp4.mp4'],
	['clip.mp4 (1)', 'clip.mp4 (1).mp4'],
	['https://cdn.example.com/a/clip.mp4?signature=b/c.d#e', 'clip.mp4'],
	['a?b#c.mp4', 'a?b#c.mp4'],
])('%j comes as %s', (fileName, sent) => {
	expect(mp4Named(fileName)).toBe(sent);
});

test.each([
	['Weekly sync - 2024/05/21 14:57 CEST - Recording', 'Weekly sync - 2024-05-21 14:57 CEST - Recording.mp4'],
	['before\\after', 'before-after.mp4'],
	['/', 'own.mp4'],
	['/clip.mp4/', 'clip.mp4'],
	['../../clip.mp4', 'clip.mp4'],
	['a/ /b', 'a-b.mp4'],
	[' \\\\server\\clip.mp4 ', 'server-clip.mp4'],
	['Zoë 🎬.MP4', 'Zoë 🎬.MP4'],
	['clip.mkv', 'clip.mp4'],
	['   ', 'own.mp4'],
])('typed %j goes as %s', (typed, sent) => {
	expect(mp4Named('own.mp4', typed)).toBe(sent);
});

test.each([
	['clip.mp4\u200b', 'clip.mp4'],
	['\ufeff\u202aclip.mp4\u202c', 'clip.mp4'],
	['\u00a0clip.mp4\u2028', 'clip.mp4'],
	['cl\u200bip\u00ad.mp4', 'clip.mp4'],
	['a\r\nb\tc.mp4', 'a b c.mp4'],
	['a\ud800b.mp4', 'ab.mp4'],
	['👨‍👩‍👧.mp4', '👨‍👩‍👧.mp4'],
	['می‌خواهم.mp4', 'می‌خواهم.mp4'],
	['\u200d.mp4', 'video.mp4'],
	['clip.mp4\ufe0f', 'clip.mp4'],
	['\u3164clip\u3164.mp4\u2800', 'clip.mp4'],
	['\u115f.mp4', 'video.mp4'],
	['I ❤️.mp4', 'I ❤️.mp4'],
	['clip.mp4\0', 'clip.mp4'],
])('of characters that cannot be seen, %j keeps what it needs', (fileName, sent) => {
	expect(mp4Named(fileName)).toBe(sent);
});

test.each([
	[20240501, '20240501.mp4'],
	[1.5, '1.5.mp4'],
	[true, 'video.mp4'],
	[null, 'video.mp4'],
	[undefined, 'video.mp4'],
	[['clip.mp4'], 'video.mp4'],
	[{ name: 'clip.mp4' }, 'video.mp4'],
])('a name of any JSON type: %j', (fileName, sent) => {
	expect(mp4Named(fileName)).toBe(sent);
});

test.each<[Container, string, string, string]>([
	['ts', '00001.MTS', '00001.MTS', 'video/mp2t'],
	['ts', 'capture.ts', 'capture.ts', 'video/mp2t'],
	['mov', 'IMG_0042.MOV', 'IMG_0042.MOV', 'video/quicktime'],
	['mov', 'clip.mp4', 'clip.mov', 'video/quicktime'],
	['mkv', 'clip.webm', 'clip.mkv', 'video/x-matroska'],
	['mpg', 'VTS_01_1.VOB', 'VTS_01_1.VOB', 'video/mpeg'],
	['ogv', 'clip.ogg', 'clip.ogv', 'video/ogg'],
	['3gp', 'phone', 'phone.3gp', 'video/3gpp'],
])('a %s named %s goes as %s', (container, fileName, sent, mimeType) => {
	expect(labelVideo(container, { fileName, mimeType: 'text/plain' }, '')).toEqual({
		fileName: sent,
		mimeType,
		container,
	});
});

test('a phone that calls its 3GP .mp4 is believed', () => {
	expect(labelVideo('3gp', { fileName: 'VID_0001.mp4' }, '')).toEqual({
		fileName: 'VID_0001.mp4',
		mimeType: 'video/mp4',
		container: 'mp4',
	});
});

test("n8n's own extension counts where the name has none", () => {
	expect(labelVideo('ts', { fileName: '00001', fileExtension: 'MTS' }, '').fileName).toBe('00001.MTS');
	expect(labelVideo('ts', { fileName: '00001', fileExtension: 'mp4' }, '').fileName).toBe('00001.ts');
	expect(labelVideo('ts', { fileName: '00001', fileExtension: 7 }, '').fileName).toBe('00001.ts');
});

test.each([
	[{ fileName: 'a.dav', mimeType: 'video/x-dav' }, 'a.dav', 'video/x-dav'],
	[{ fileName: 'a', mimeType: 'Video/MP4; codecs="avc1"' }, 'a.mp4', 'video/mp4'],
	[{ fileName: 'a', mimeType: 'application/mp4' }, 'a.mp4', 'video/mp4'],
	[{ fileName: 'a.mkv', mimeType: 'application/octet-stream' }, 'a.mkv', 'video/x-matroska'],
	[{ fileName: 'a.mkv', mimeType: 'a\r\nb: c' }, 'a.mkv', 'video/x-matroska'],
	[{ fileName: 'a', mimeType: 'video/mp4\r\nX-Evil: 1' }, 'a', 'application/octet-stream'],
	[{ fileName: 'a', mimeType: {} }, 'a', 'application/octet-stream'],
	[{}, 'video', 'application/octet-stream'],
])('bytes that say nothing keep the label: %j', (given, fileName, mimeType) => {
	expect(labelVideo(undefined, given, '')).toEqual({ fileName, mimeType, container: undefined });
});

test.each([
	[{ mimeType: 'video/x-dav' }, '', true],
	[{ mimeType: 'application/mp4' }, '', true],
	[{ fileName: 'a.MKV', mimeType: 'application/octet-stream' }, '', true],
	[{ fileExtension: 'mov' }, '', true],
	[{ fileName: 'a' }, 'clip.mp4', true],
	[{ fileName: 'a.dat', mimeType: 'application/octet-stream' }, '', false],
	[{ fileName: 'video', mimeType: 'text/plain' }, 'Standup 10.32', false],
	[{}, '', false],
])('%j, typed %j, is labelled as a video: %j', (given, typedName, expected) => {
	expect(isLabelledVideo(given, typedName)).toBe(expected);
});

describe('whatever the label', () => {
	const container = fc.constantFrom(undefined, ...(Object.keys(CONTAINERS) as Container[]));
	const text = fc.oneof(
		fc.string({ unit: 'binary', maxLength: 400 }),
		fc.string({
			unit: fc.constantFrom('👩🏽‍🚒', 'é', '.', '/', ' ', 'a', '\u200b', 'mp4', '\ud800'),
			maxLength: 300,
		}),
	);
	const given = fc.record({
		fileName: fc.oneof(text, fc.jsonValue()),
		fileExtension: fc.oneof(text, fc.jsonValue()),
		mimeType: fc.oneof(text, fc.jsonValue()),
	});

	test('name and type are good ones', () => {
		fc.assert(
			fc.property(container, given, fc.oneof(fc.constant(''), text), (recognised, label, typedName) => {
				const { fileName, mimeType } = labelVideo(recognised, label, typedName);
				expect(mimeType).toMatch(/^[\w!#$&^.+-]+\/[\w!#$&^.+-]+$/);
				expect(Buffer.byteLength(fileName)).toBeLessThanOrEqual(255);
				expect(fileName).not.toMatch(/[/\\\p{Cc}\p{Cs}]|^[\s\p{Cf}]|[\s\p{Cf}.]$/u);
				expect(fileName).not.toBe('');
				if (recognised !== undefined) {
					expect(fileName).toMatch(/[^.]\.[a-z0-9]+$/i);
				}
			}),
			{ numRuns: 2000 },
		);
	});

	test('a good name is not made better again', () => {
		fc.assert(
			fc.property(container, text, (recognised, fileName) => {
				const once = labelVideo(recognised, { fileName }, '');
				const again = labelVideo(recognised, { fileName: once.fileName, mimeType: once.mimeType }, '');
				expect(again.fileName).toBe(once.fileName);
			}),
		);
	});

	test('a long name is cut in front of its extension, between characters', () => {
		expect(mp4Named(`${'é'.repeat(300)}.MP4`)).toBe(`${'é'.repeat(125)}.MP4`);
		expect(mp4Named(`${'👨‍👩‍👧'.repeat(40)}.mp4`)).toBe(`${'👨‍👩‍👧'.repeat(13)}.mp4`);
		expect(mp4Named('a'.repeat(1e6))).toBe(`${'a'.repeat(251)}.mp4`);
	});
});
