import { deflateSync, gzipSync } from 'node:zlib';
import type { Found } from '../../../../../nodes/MemoriesAi/upload/file/recognised';
import { oddFile } from './oddFiles';

/** A file without a video in it, made here, and as what it is refused. */
export interface NonVideo {
	called: string;
	content: Buffer;
	found: Found;
	what: string | undefined;
}

const mp4 = oddFile('videos', 'isom.mp4');
const base64 = mp4.toString('base64');
const page = '<html><body>Sign in</body></html>';
const latin1 = (text: string) => Buffer.from(text, 'latin1');
const bigEndian = (text: string) => Buffer.from(text, 'utf16le').swap16();
const padded = (start: string, length = 400) =>
	Buffer.concat([latin1(start), deflateSync('x'.repeat(99)), Buffer.alloc(length)]);
const isoFile = (brands: string) => {
	const size = Buffer.alloc(4);
	size.writeUInt32BE(8 + brands.length);
	return Buffer.concat([size, latin1(`ftyp${brands}`), Buffer.alloc(300)]);
};
const utf32 = (text: string) => {
	const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
	return Buffer.from(Uint32Array.from(points).buffer);
};
/** "Access denied" again and again. */
const OLD_WORDS = [
	'c4eef1f2f3ef20e7e0eff0e5f9b8ed',
	'834183 4e835a835882aa8b9394db82b382ea82dc82b582bd'.replace(' ', ''),
	'b7c3cecab1bbbedcbef8',
	'a673a8fab351a9dab5b4',
	'c1a2b1d9c0cc20b0c5bacec1c7bef9bdc0b4cfb4d9',
	'e4c1e8cdb9d8add2b5',
].map((hex) => Buffer.from(hex.repeat(40), 'hex'));
const matroska = (docType: string, trackType: number) =>
	Buffer.concat([
		latin1(`\x1a\x45\xdf\xa3${String.fromCharCode(0x80 + 3 + docType.length)}\x42\x82`),
		latin1(`${String.fromCharCode(0x80 + docType.length)}${docType}`),
		latin1(`\x18\x53\x80\x67\xff\x16\x54\xae\x6b\x85\xae\x83\x83\x81${String.fromCharCode(trackType)}`),
		Buffer.alloc(300),
	]);
const disc = (mark: string) => {
	const image = Buffer.alloc(70_000);
	image.write(mark, 0x8001);
	return image;
};
/** Without the mark of newer ones. */
const oldTar = () => {
	const header = Buffer.alloc(512);
	header.write('clip.mp4');
	header.write('        ', 148);
	header.write(
		`${header
			.reduce((sum, byte) => sum + byte, 0)
			.toString(8)
			.padStart(6, '0')}\0 `,
		148,
	);
	return Buffer.concat([header, mp4]);
};
const zipOf = (...names: string[]) =>
	Buffer.concat(
		names.map((name) => {
			const header = Buffer.alloc(30);
			header.write('PK\x03\x04', 'latin1');
			header.writeUInt16LE(name.length, 26);
			return Buffer.concat([header, Buffer.from(name)]);
		}),
	);

const rows: ReadonlyArray<readonly [called: string, content: string | Buffer, found: Found, what?: string]> =
	[
		// What failed steps of n8n leave in place of a file.
		['filesystem-v2 in place of the file', Buffer.from('filesystem-v2', 'base64'), 'storageMode'],
		['filesystem-v2 as text', 'filesystem-v2', 'storageMode'],
		['database in place of the file', Buffer.from('database', 'base64'), 'storageMode'],
		['s3 in place of the file', Buffer.from('s3', 'base64'), 'storageMode'],
		['data URL decoded as base64', Buffer.from(`data:video/mp4;base64,${base64}`, 'base64'), 'brokenDataUrl'],
		[
			'data URL of octet-stream decoded',
			Buffer.from(`data:application/octet-stream;base64,${base64}`, 'base64'),
			'brokenDataUrl',
		],
		['data URL', `data:video/mp4;base64,${base64}`, 'dataUrl'],
		['data URL of a text', 'data:text/plain,Hello%20there', 'dataUrl'],
		['base64', base64, 'base64'],
		['base64 in lines', base64.replace(/(.{76})/g, '$1\r\n'), 'base64'],
		['URL-safe base64', mp4.toString('base64url'), 'base64'],
		['base64 in quotation marks', `"${base64}"`, 'base64'],
		['base64 in UTF-16', Buffer.from(base64, 'utf16le'), 'base64'],
		['an object made text', '[object Object]', 'objectAsText'],
		[
			'a form in transit',
			Buffer.concat([
				latin1(
					'------WebKitFormBoundaryX\r\nContent-Disposition: form-data; name="file"; filename="clip.mp4"\r\nContent-Type: video/mp4\r\n\r\n',
				),
				mp4,
			]),
			'multipart',
		],
		[
			'an HTTP answer',
			Buffer.concat([latin1('HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n'), mp4]),
			'httpMessage',
		],
		['an address', 'https://cdn.example.com/clip.mp4?signature=secret\n', 'address'],
		['an id of the storage', 'filesystem-v2:workflows/1/executions/2/binary_data/3', 'storageMode'],
		['an address of a camera', 'rtsp://camera.example.com/stream', 'address'],
		['the name of a file', '/home/node/clip.MP4\n', 'address', 'the name of a file, not the file itself'],
		['a Buffer as JSON', JSON.stringify(mp4.subarray(0, 100)), 'bufferJson'],
		['hexadecimal digits', mp4.toString('hex'), 'hex'],
		['undefined', 'undefined', 'objectAsText'],
		// What servers answer with.
		['a page', `<!DOCTYPE html>${page}`, 'webPage', 'a web page'],
		['a page after blanks', `\uFEFF \r\n\t ${page}`, 'webPage'],
		['a page in UTF-16 LE', Buffer.from(`\uFEFF${page}`, 'utf16le'), 'webPage'],
		['a page in UTF-16 LE without a mark', Buffer.from(page, 'utf16le'), 'webPage'],
		['a page in UTF-16 BE', bigEndian(`\uFEFF${page}`), 'webPage'],
		['a page in UTF-16 BE without a mark', bigEndian(`  ${page}`), 'webPage'],
		['a page behind 4 KB of blanks', ' '.repeat(4096) + page, 'webPage'],
		['a page in Latin-1', latin1('<title>Zugriff verweigert f\xfcr G\xe4ste</title>'), 'webPage'],
		['a page with a stray zero byte', latin1(`<!doctype html>${page}\0\0`), 'webPage'],
		['a script', '<script>location.href="/login"</script>', 'webPage'],
		['a title', '<title>Just a moment...</title>', 'webPage'],
		['a meta tag', '<meta http-equiv="refresh" content="0">', 'webPage'],
		['a div', '<div class="error">', 'webPage'],
		['a heading', '<h1>403 Forbidden</h1>', 'webPage'],
		['a comment before a page', `<!-- saved -->\n${page}`, 'webPage'],
		['XHTML', `<?xml version="1.0"?><!DOCTYPE svg2><html xmlns="x">`, 'webPage'],
		[
			"S3's XML",
			'<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>NoSuchKey</Code></Error>',
			'xml',
			'XML',
		],
		['XML without a declaration', '<Error><Code>AccessDenied</Code></Error>', 'xml'],
		['JSON', '{"error":{"code":404}}', 'json', 'JSON'],
		['JSON after a mark', '\uFEFF{ "error": 1 }', 'json'],
		['a JSON list', '[1,2,3]', 'json'],
		['null', 'null', 'json'],
		['a JSON text', '"Unauthorized"', 'json'],
		['guarded JSON', ')]}\'\n{"a":1}', 'json'],
		['words', 'Access denied. Please sign in', 'text', 'text'],
		["Cloudflare's words", 'error code: 1020', 'text'],
		['Chinese words', '拒绝访问：请先登录后再下载该文件', 'text'],
		['Latin-1 words', latin1('Acc\xe8s refus\xe9: veuillez vous connecter'), 'text'],
		['a table', 'name,size\nclip.mp4,1024\n', 'text'],
		['words about a file', 'Could not find clip.mp4', 'text'],
		['words with box names', 'moovmdatftyp is what an mp4 is made of', 'text'],
		['blanks', ' \r\n '.repeat(40), 'blankText'],
		['a page in UTF-32 LE', utf32(page), 'webPage'],
		['a page in UTF-32 LE with a mark', utf32(`\uFEFF${page}`), 'webPage'],
		['a page in UTF-32 BE', utf32(page).swap32(), 'webPage'],
		['XML with a zero behind it', `${'<Error><Code>AccessDenied</Code></Error>'.repeat(9)}\0`, 'xml', 'XML'],
		['JSON in a block of zeros', `\0\0{"error":404}${'\0'.repeat(500)}`, 'json', 'JSON'],
		['words with a bell in them', `Access denied. ${'Please sign in again. '.repeat(9)}\x07`, 'text', 'text'],
		['a page with a form feed and a bell', `${'<p>Sign in</p>\n'.repeat(9)}\x07`, 'webPage'],
		...['windows-1251', 'Shift_JIS', 'GBK', 'Big5', 'EUC-KR', 'Windows-874'].map(
			(encoding, at): [string, Buffer, Found] => [
				`words in ${encoding}`,
				OLD_WORDS[at] ?? Buffer.alloc(0),
				'text',
			],
		),
		// Files that only point to a video, or belong to one.
		['a playlist', '#EXTM3U\n#EXT-X-VERSION:3\n', 'playlist'],
		['a PLS playlist', '[playlist]\nFile1=http://a/b\n', 'playlist'],
		['an ASX playlist', '<asx version="3.0">', 'playlist'],
		['a DASH manifest', '<?xml version="1.0"?>\n<MPD xmlns="urn:mpeg:dash:schema:mpd:2011">', 'playlist'],
		['SRT subtitles', '1\r\n00:00:01,000 --> 00:00:02,000\r\nHello\r\n', 'subtitles'],
		['WebVTT subtitles', '\uFEFFWEBVTT\n\n00:01.000 --> 00:02.000', 'subtitles'],
		['ASS subtitles', '[Script Info]\nTitle: x', 'subtitles'],
		[
			'a torrent',
			Buffer.concat([
				latin1('d8:announce35:udp://tracker.example.com'),
				Buffer.alloc(60, 0x81),
				Buffer.alloc(9),
			]),
			'torrent',
		],
		['a shortcut', '[InternetShortcut]\nURL=https://example.com/clip.mp4', 'shortcut'],
		['a Windows shortcut', padded('L\0\0\0\x01\x14\x02\0'), 'shortcut'],
		['a Git LFS pointer', 'version https://git-lfs.github.com/spec/v1\noid sha256:4d7a', 'gitLfsPointer'],
		['a macOS sidecar', padded('\0\x05\x16\x07\0\x02\0\0Mac OS X'), 'sidecar'],
		// Other files.
		['a PDF', padded('%PDF-1.7\n%\xe2\xe3'), 'document', 'a PDF document'],
		['an RTF', '{\\rtf1\\ansi Hello}', 'document'],
		['a Word document', zipOf('[Content_Types].xml', 'word/document.xml'), 'document', 'a Word document'],
		[
			'an Excel workbook',
			zipOf('[Content_Types].xml', '_rels/.rels', 'xl/workbook.xml'),
			'document',
			'an Excel workbook',
		],
		['an EPUB', zipOf('mimetypeapplication/epub+zip'), 'document', 'an EPUB book'],
		['an old Word document', padded('\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1'), 'document'],
		['a ZIP', zipOf('clip.mp4'), 'archive', 'a ZIP archive'],
		['a gzip', gzipSync(mp4), 'archive', 'a gzip archive'],
		['a RAR', padded('Rar!\x1a\x07\x01\0'), 'archive', 'a RAR archive'],
		['a 7z', padded("7z\xbc\xaf'\x1c\0\x04"), 'archive', 'a 7-Zip archive'],
		['an xz', padded('\xfd7zXZ\0\0\x04'), 'archive'],
		['a bzip2', padded('BZh91AY&SY'), 'archive'],
		['a Zstandard', padded('\x28\xb5\x2f\xfd\x24'), 'archive'],
		[
			'a tar',
			Buffer.concat([latin1('clip.mp4'.padEnd(257, '\0')), latin1('ustar\x0000'), Buffer.alloc(248), mp4]),
			'archive',
			'a tar archive',
		],
		['an SQLite database', padded('SQLite format 3\0\x10\0'), 'database', 'an SQLite database'],
		['an ELF program', padded('\x7fELF\x02\x01\x01'), 'program'],
		[
			'a Windows program',
			Buffer.concat([
				latin1('MZ\x90\0\x03'.padEnd(60, '\0')),
				Buffer.from([0x80, 0, 0, 0]),
				Buffer.alloc(300),
			]),
			'program',
		],
		['a shell script', '#!/bin/sh\nffmpeg -i "$1"\n', 'program'],
		['a font', padded('wOF2\0\x01\0\0'), 'font'],
		['a HEIC', isoFile('heic\0\0\0\0mif1heic'), 'image', 'a HEIC image'],
		['a HEIC by its other brands', isoFile('abcd\0\0\0\0mif1heic'), 'image', 'a HEIC image'],
		['an AVIF', isoFile('avif\0\0\0\0avifmif1miaf'), 'image', 'an AVIF image'],
		['an audio book', isoFile('M4B \0\0\0\0M4B mp42isom'), 'audio', 'an M4A audio file'],
		[
			'an SVG',
			'<?xml version="1.0"?><!-- made --><svg xmlns="http://www.w3.org/2000/svg">',
			'image',
			'an SVG image',
		],
		[
			'an icon',
			Buffer.concat([
				Buffer.from([0, 0, 1, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 104, 4, 0, 0, 22, 0, 0, 0]),
				Buffer.alloc(99, 7),
			]),
			'image',
			'an icon',
		],
		[
			'a cursor',
			Buffer.concat([
				Buffer.from([0, 0, 2, 0, 1, 0, 16, 16, 0, 0, 1, 0, 32, 0, 104, 4, 0, 0, 22, 0, 0, 0]),
				Buffer.alloc(99, 7),
			]),
			'image',
		],
		['a Photoshop image', padded('8BPS\0\x01'), 'image'],
		['a MIDI', padded('MThd\0\0\0\x06\0\x01'), 'audio', 'a MIDI file'],
		['an AMR', padded('#!AMR\n\x3c\x91'), 'audio', 'an AMR audio file'],
		['an MP4 that ends early', mp4.subarray(0, 1500), 'cutOff', 'only the beginning of a video'],
		['an MP4 of which only the brand came', mp4.subarray(0, 200), 'cutOff'],
		['an MP4 read as UTF-8', Buffer.from(mp4.toString('utf8')), 'bytesAsText'],
		['an MP4 read as Latin-1', Buffer.from(mp4.toString('latin1')), 'bytesAsText'],
		['a PNG read as UTF-8', Buffer.from(oddFile('nonVideos', 'photo.jpg').toString('utf8')), 'bytesAsText'],
		['subtitles in Matroska', matroska('matroska', 17), 'subtitles'],
		['a disc', disc('CD001'), 'archive', 'the image of a disc'],
		['a disc of another kind', disc('BEA01'), 'archive', 'the image of a disc'],
		['an old tar', oldTar(), 'archive', 'a tar archive'],
		['a zlib stream', deflateSync(mp4), 'archive'],
		['a zlib stream, packed fast', deflateSync(mp4, { level: 1 }), 'archive'],
		['a sound font', padded('RIFF\0\0\0\0sfbkLIST'), 'audio'],
		['a MIDI file in RIFF', padded('RIFF\0\0\0\0RMIDdata'), 'audio', 'a MIDI file'],
		['a moving cursor', padded('RIFF\0\0\0\0ACONanih'), 'image', 'a cursor'],
		['a TrueType font', padded('\0\x01\0\0\0\x04\0\x40'), 'font', 'a font'],
		['an MP3 in RIFF', padded('RIFF\0\0\0\0RMP3data'), 'audio', 'an MP3 audio file'],
		['a large WAV', padded('BW64\xff\xff\xff\xffWAVEds64'), 'audio', 'a WAV audio file'],
		['an LZMA archive', padded(']\0\0\x80\0\xff\xff\xff\xff'), 'archive'],
		['a cpio archive', padded('0707010000'), 'archive'],
		['the disk of a virtual machine', padded('QFI\xfb\0\0\0\x03'), 'archive'],
		['a Sony raw image', padded('MMOR\0\0'), 'image', 'a raw image'],
		['a JPEG 2000 codestream', padded('\xff\x4f\xff\x51'), 'image'],
		['a medical image', padded(`${'\0'.repeat(128)}DICM`), 'image', 'a medical image'],
		['a DTS sound', padded('\x7f\xfe\x80\x01'), 'audio', 'a DTS audio file'],
		// Hardly files.
		['zeros', Buffer.alloc(100_000), 'filler', 'nothing but zeros'],
		['0xff over and over', Buffer.alloc(9_000, 0xff), 'filler'],
		['one byte', Buffer.from([0]), 'tooShort', 'a single byte'],
		['seven bytes', Buffer.from([0, 1, 2, 3, 0, 1, 2]), 'tooShort', 'only 7 bytes'],
	];

export const NON_VIDEOS: readonly NonVideo[] = rows.map(([called, content, found, what]) => ({
	called,
	content: Buffer.from(content),
	found,
	what,
}));
