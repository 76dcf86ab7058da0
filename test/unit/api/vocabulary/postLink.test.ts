import { readPlatformLink } from '../../../../nodes/MemoriesAi/api/vocabulary/postLink';

test.each([
	['https://www.tiktok.com/@user/video/7301234567890123411', 'tiktok', 'post'],
	['https://www.tiktok.com/@user/photo/7301234567890123411?lang=de', 'tiktok', 'post'],
	['https://m.tiktok.com/v/7301234567890123411.html', 'tiktok', 'post'],
	['https://www.tiktok.com/embed/v2/7301234567890123411', 'tiktok', 'post'],
	['https://vm.tiktok.com/ZMabc123/', 'tiktok', undefined],
	['https://www.tiktok.com/t/ZMabc123/', 'tiktok', undefined],
	['https://www.tiktok.com/@user.name?lang=de', 'tiktok', 'creator'],
	['https://www.youtube.com/watch?v=o9vgXOH4ET0&t=4s', 'youtube', 'post'],
	['https://m.youtube.com/watch?list=PL1&v=o9vgXOH4ET0', 'youtube', 'post'],
	['https://youtu.be/o9vgXOH4ET0?si=abc', 'youtube', 'post'],
	['https://youtube.com/shorts/o9vgXOH4ET0', 'youtube', 'post'],
	['https://www.youtube.com/live/o9vgXOH4ET0', 'youtube', 'post'],
	['https://www.youtube.com/@user/videos', 'youtube', 'creator'],
	['https://www.youtube.com/channel/UC1234567890123456789012', 'youtube', 'creator'],
	['https://www.youtube.com/playlist?list=PL1', 'youtube', 'playlist'],
	['https://www.instagram.com/p/Cabc_123-xy/', 'instagram', 'post'],
	['https://www.instagram.com/user.name/reel/Cabc_123-xy/', 'instagram', 'post'],
	['instagram.com/reels/Cabc_123-xy', 'instagram', 'post'],
	['https://www.instagram.com/user.name/', 'instagram', 'creator'],
	['https://www.instagram.com/share/reel/abc', 'instagram', undefined],
])('%s is of %s, a %s', (link, platform, target) => {
	expect(readPlatformLink(` ${link} `)).toMatchObject({ platform, target });
});

test.each([
	['https://youtu.be/o9vgXOH4ET0', 'https://www.youtube.com/watch?v=o9vgXOH4ET0'],
	[
		'https://www.tiktok.com/@a/video/7301234567890123411?x=1',
		'https://m.tiktok.com/v/7301234567890123411.html',
	],
	['https://www.instagram.com/p/Cabc123/', 'https://instagram.com/user/reel/Cabc123/?igsh=1'],
])('%s and %s are one post', (one, other) => {
	expect(readPlatformLink(one)?.key).toBe(readPlatformLink(other)?.key);
});

test('other posts are others', () => {
	expect(readPlatformLink('https://youtu.be/o9vgXOH4ET0')?.key).not.toBe(
		readPlatformLink('https://youtu.be/o9vgXOH4ET1')?.key,
	);
});

test.each(['', 'holiday', 'https://vimeo.com/1', 'https://tiktok.com.example.org/@a', 'ftp://youtu.be/a'])(
	'%j is of no platform',
	(link) => {
		expect(readPlatformLink(link)).toBeUndefined();
	},
);
