import { readVideoUrl } from '../../../../nodes/MemoriesAi/upload/file/videoUrl';

test.each([
	['https://cdn.example.com/clip.mp4', 'https://cdn.example.com/clip.mp4'],
	[
		'  https://cdn.example.com/a%20b.mp4?X-Amz-Signature=a%2Fb+c&d=1,2  ',
		'https://cdn.example.com/a%20b.mp4?X-Amz-Signature=a%2Fb+c&d=1,2',
	],
	['https://cdn.example.com/my clip.mp4', 'https://cdn.example.com/my%20clip.mp4'],
	[
		'https://web.archive.org/web/2020/https://example.com/clip.mp4',
		'https://web.archive.org/web/2020/https://example.com/clip.mp4',
	],
	[
		'https://proxy.example.com/?url=https://example.com/clip.mp4',
		'https://proxy.example.com/?url=https://example.com/clip.mp4',
	],
	['https://dl.dropboxusercontent.com/s/abc/clip.mp4', 'https://dl.dropboxusercontent.com/s/abc/clip.mp4'],
	['https://vod-progressive.akamaized.net/clip.mp4', 'https://vod-progressive.akamaized.net/clip.mp4'],
	['https://v16.tiktok.com/clip.mp4', 'https://v16.tiktok.com/clip.mp4'],
	['https://download.wetransfer.com/clip.mp4', 'https://download.wetransfer.com/clip.mp4'],
	['https://player.vimeo.com/external/1.hd.mp4?s=2', 'https://player.vimeo.com/external/1.hd.mp4?s=2'],
	['https://app.box.com/shared/static/a.mp4', 'https://app.box.com/shared/static/a.mp4'],
	['https://t.sharepoint.com/:v:/s/T/A?download=1', 'https://t.sharepoint.com/:v:/s/T/A?download=1'],
	[
		'https://drive.usercontent.google.com/download?id=1&confirm=t',
		'https://drive.usercontent.google.com/download?id=1&confirm=t',
	],
	['https://notyoutube.com/clip.mp4', 'https://notyoutube.com/clip.mp4'],
	['https://mybox.com/s/clip.mp4', 'https://mybox.com/s/clip.mp4'],
	['https://netflix.com/clip.mp4', 'https://netflix.com/clip.mp4'],
	[
		'https://tenant.sharepoint.com/_layouts/15/download.aspx?share=abc',
		'https://tenant.sharepoint.com/_layouts/15/download.aspx?share=abc',
	],
	['<https://cdn.example.com/clip.mp4>', 'https://cdn.example.com/clip.mp4'],
	['"https://cdn.example.com/clip.mp4"', 'https://cdn.example.com/clip.mp4'],
	['https://cdn.example.com/a,b;c.mp4', 'https://cdn.example.com/a,b;c.mp4'],
	['https://cdn.loom.com/sessions/a.mp4', 'https://cdn.loom.com/sessions/a.mp4'],
	[
		'https://t.sharepoint.com/sites/a/_layouts/15/download.aspx?UniqueId=1&tempauth=2',
		'https://t.sharepoint.com/sites/a/_layouts/15/download.aspx?UniqueId=1&tempauth=2',
	],
	['https://storage.googleapis.com/b/a.mp4', 'https://storage.googleapis.com/b/a.mp4'],
	['https://archive.org/download/a/a.mp4', 'https://archive.org/download/a/a.mp4'],
	['https://github.com/a/b/raw/main/a.mp4', 'https://github.com/a/b/raw/main/a.mp4'],
	['https://github.com/a/b/blob/main/a.mp4?raw=true', 'https://github.com/a/b/blob/main/a.mp4?raw=true'],
	['https://vk.com.example.com/a.mp4', 'https://vk.com.example.com/a.mp4'],
	['https://i.redd.it/a.mp4', 'https://i.redd.it/a.mp4'],
	['https://zoom.us/rec/download/a?access_token=b', 'https://zoom.us/rec/download/a?access_token=b'],
])('<%s> is taken', (text, url) => {
	expect(readVideoUrl(text)).toEqual({ kind: 'direct', url: new URL(url) });
	expect(readVideoUrl(text)).toMatchObject({ url: { href: url } });
});

test.each([
	['https://www.dropbox.com/s/abc/clip.mp4?dl=0', 'https://www.dropbox.com/s/abc/clip.mp4?dl=1'],
	['https://www.dropbox.com/s/abc/clip.mp4', 'https://www.dropbox.com/s/abc/clip.mp4?dl=1'],
	['https://dropbox.com/s/abc/clip.mp4?raw=1', 'https://dropbox.com/s/abc/clip.mp4?dl=1'],
	[
		'https://www.dropbox.com/scl/fi/x/my%20clip.mp4?rlkey=a%2Fb+c&st=1,2&dl=0#t',
		'https://www.dropbox.com/scl/fi/x/my%20clip.mp4?rlkey=a%2Fb+c&st=1,2&dl=1#t',
	],
	['https://m.dropbox.com/s/abc/clip.mp4?dl=0', 'https://m.dropbox.com/s/abc/clip.mp4?dl=1'],
	['https://www.dropbox.com/s/abc/clip.mp4?DL=0&dl=0', 'https://www.dropbox.com/s/abc/clip.mp4?dl=1'],
	[
		'https://www.dropbox.com/scl/fi/x/clip.mp4?dl=1&rlkey=k',
		'https://www.dropbox.com/scl/fi/x/clip.mp4?rlkey=k&dl=1',
	],
])("Dropbox's %s becomes the file", (text, href) => {
	expect(readVideoUrl(text)).toMatchObject({ kind: 'direct', url: { href } });
});

test.each([
	['Google Drive', 'https://drive.google.com/file/d/1AbC/view?usp=sharing'],
	['Google Drive', 'https://drive.google.com/open?id=1AbC'],
	['Google Drive', 'https://drive.google.com/uc?export=download&id=1AbC'],
	['Google Drive', 'https://drive.google.com/drive/folders/1AbC'],
	['Google Drive', 'https://drive.usercontent.google.com/download?id=1AbC'],
	['Google Drive', 'https://docs.google.com/file/d/1AbC/edit'],
	['Google Drive', 'https://docs.google.com/uc?id=1AbC'],
	['Google Docs', 'https://docs.google.com/videos/d/1AbC/edit'],
	['Google Photos', 'https://photos.app.goo.gl/AbC'],
	['Google Photos', 'https://photos.google.com/share/AbC'],
	['OneDrive', 'https://1drv.ms/v/s!AbC'],
	['OneDrive', 'https://onedrive.live.com/?id=AbC'],
	['SharePoint', 'https://tenant.sharepoint.com/:v:/s/Team/AbC?e=x'],
	['SharePoint', 'https://tenant-my.sharepoint.com/:v:/g/personal/me/AbC'],
	['SharePoint', 'https://tenant-my.sharepoint.com/personal/me/_layouts/15/stream.aspx?id=x'],
	['Box', 'https://app.box.com/s/AbC'],
	['Box', 'https://acme.app.box.com/file/123'],
	['Dropbox', 'https://www.dropbox.com/scl/fo/x/AbC?dl=0'],
	['Dropbox', 'https://www.dropbox.com/sh/x/AbC'],
	['Dropbox', 'https://www.dropbox.com/home/clip.mp4'],
	['Loom', 'https://www.loom.com/share/AbC'],
	['Vimeo', 'https://vimeo.com/123'],
	['Vimeo', 'https://player.vimeo.com/video/123?h=x'],
	['YouTube', 'https://WWW.YouTube.com/watch?v=AbC'],
	['YouTube', 'https://music.youtube.com/watch?v=AbC'],
	['YouTube', 'https://youtu.be/AbC'],
	['YouTube', 'https://www.youtube-nocookie.com/embed/AbC'],
	['TikTok', 'https://vm.tiktok.com/AbC'],
	['Instagram', 'https://www.instagram.com/reel/AbC'],
	['Facebook', 'https://fb.watch/AbC'],
	['Facebook', 'https://m.facebook.com/watch?v=1'],
	['X', 'https://x.com/a/status/1'],
	['X', 'https://twitter.com/a/status/1'],
	['WeTransfer', 'https://we.tl/t-AbC'],
	['WeTransfer', 'https://wetransfer.com/downloads/AbC'],
	['iCloud', 'https://www.icloud.com/iclouddrive/AbC'],
	['iCloud', 'https://share.icloud.com/photos/AbC'],
	['Dailymotion', 'https://www.dailymotion.com/video/AbC'],
	['Twitch', 'https://clips.twitch.tv/AbC'],
	['Zoom', 'https://acme.zoom.us/rec/share/AbC'],
	['Zoom', 'https://acme.zoom.us/recording/detail?meeting_id=AbC'],
	['Google Drive', 'https://drive.google.com./u/0/uc?id=1AbC'],
	['OneDrive', 'https://1drv.com/AbC'],
	['SharePoint', 'https://t.sharepoint.com/sites/a/Shared%20Documents/clip.mp4'],
	['SharePoint', 'https://t.sharepoint.com/sites/a/Shared%20Documents/Forms/AllItems.aspx?id=%2Fclip.mp4'],
	['SharePoint', 'https://t.sharepoint.com/_layouts/15/embed.aspx?UniqueId=AbC'],
	['SharePoint', 'https://teams.microsoft.com/l/meetingrecap?x'],
	['Dropbox', 'https://www.dropbox.com/transfer/AbC'],
	['Dropbox', 'https://replay.dropbox.com/share/AbC'],
	['Dropbox', 'https://db.tt/AbC'],
	['Loom', 'https://loom.com/i/AbC'],
	['Loom', 'https://share.loom.com/AbC'],
	['Vimeo', 'https://vimeopro.com/a/b'],
	['LinkedIn', 'https://lnkd.in/AbC'],
	['Facebook', 'https://fb.me/AbC'],
	['Telegram', 'https://t.me/a/1'],
	['Frame.io', 'https://app.frame.io/reviews/AbC'],
	['A storage console', 'https://s3.console.aws.amazon.com/s3/object/b?prefix=clip.mp4'],
	['A storage console', 'https://storage.cloud.google.com/b/clip.mp4'],
	['A source code host', 'https://github.com/a/b/blob/main/clip.mp4'],
	['A cloud storage', 'https://www.mediafire.com/file/AbC/clip.mp4/file'],
	['A cloud storage', 'https://disk.yandex.ru/i/AbC'],
	['A cloud storage', 'https://pan.baidu.com/s/AbC'],
	['A video site', 'https://www.reddit.com/r/a/comments/b'],
	['A video site', 'https://www.bilibili.com/video/AbC'],
	['A video site', 'https://acme.wistia.com/medias/AbC'],
	['A video site', 'https://archive.org/details/AbC'],
])('%s: %s is a page, with a way to the file', (site, text) => {
	expect(readVideoUrl(text)).toEqual({
		kind: 'page',
		host: new URL(text).hostname,
		site,
		cure: expect.stringContaining("'Upload'") as string,
	});
});

test.each([
	'https://a.example.com/1.mp4,https://a.example.com/2.mp4',
	'https://a.example.com/1.mp4, https://a.example.com/2.mp4',
	'https://a.example.com/1.mp4\nhttps://a.example.com/2.mp4',
	'https://a.example.com/1.mp4;HTTP://a.example.com/2.mp4',
	'["https://a.example.com/1.mp4","https://a.example.com/2.mp4"]',
	'https://a.example.com/1.mp4，https://a.example.com/2.mp4',
	'https://a.example.com/1.mp4, www.example.com/2.mp4',
	'https://a.example.com/1.mp4https://a.example.com/2.mp4',
	'https://a.example.com/1.mp4 | <https://a.example.com/2.mp4>',
])('%j is several', (text) => {
	expect(readVideoUrl(text)).toEqual({ kind: 'several' });
});

test.each([
	'',
	'clip.mp4',
	'www.example.com/clip.mp4',
	'ftp://example.com/clip.mp4',
	's3://bucket/clip.mp4',
	'https://',
	'["https://a.example.com/1.mp4"]',
	'see https://a.example.com/1.mp4',
	'[clip](https://a.example.com/1.mp4)',
	'//a.example.com/1.mp4',
	'https://{{ $json.host }}/1.mp4',
])('%j is no web address', (text) => {
	expect(readVideoUrl(text)).toEqual({ kind: 'invalid' });
});
