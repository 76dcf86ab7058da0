import { PEEKED_BYTES, recognise } from '../../../../nodes/MemoriesAi/upload/file/container';
import { isoBox } from './support/isoBox';
import { NON_VIDEOS } from './support/nonVideos';
import { recogniseFile } from './support/oddFiles';

const longBox = (type: string, size: bigint, content = '') => {
	const header = Buffer.alloc(16);
	header.writeUInt32BE(1);
	header.write(type, 4, 'latin1');
	header.writeBigUInt64BE(size, 8);
	return Buffer.concat([header, Buffer.from(content), Buffer.alloc(100 - content.length, 0x80)]);
};
const noise = Buffer.from(Array.from({ length: 2000 }, (_, at) => (at * 7919) % 251));
const gigabytes = 3 * 1024 ** 3;

describe('MP4 and MOV by their boxes', () => {
	test.each<[string, Buffer, number, string]>([
		['mdat whose size reads {"', isoBox('mdat', noise, 0x7b22_6162), gigabytes, 'mov'],
		['mdat whose size reads {" in a small file', isoBox('mdat', noise, 0x7b22_6162), 2008, 'mov'],
		['mdat with a 64-bit size', longBox('mdat', 0xc000_0000n), gigabytes, 'mov'],
		['mdat to the end of the file', isoBox('mdat', noise, 0), gigabytes, 'mov'],
		['wide, then mdat', Buffer.concat([isoBox('wide'), isoBox('mdat', noise, 1e9)]), gigabytes, 'mov'],
		['a long free', isoBox('free', noise, 1e6), gigabytes, 'mov'],
		[
			'skip, then moov',
			Buffer.concat([isoBox('skip', 'abc'), isoBox('moov', isoBox('mvhd', noise))]),
			2027,
			'mov',
		],
		[
			'pnot of QuickTime',
			Buffer.concat([isoBox('pnot', '0123456789ab'), isoBox('mdat', noise)]),
			2028,
			'mov',
		],
		['a moov cut off', isoBox('moov', Buffer.concat([isoBox('mvhd', noise)]), 1e9), 2016, 'mov'],
		['a fragment', Buffer.concat([isoBox('styp', 'msdh\0\0\0\0'), isoBox('moof', noise, 1e5)]), 1e6, 'mp4'],
		[
			'a described video, cut off',
			Buffer.concat([
				isoBox('ftyp', 'isom\0\0\0\0'),
				isoBox('moov', isoBox('mvhd')),
				isoBox('mdat', noise, 1e9),
			]),
			2048,
			'mp4',
		],
		[
			'a fragment, cut off',
			Buffer.concat([isoBox('ftyp', 'isom\0\0\0\0'), isoBox('moof', 'abcd'), isoBox('mdat', noise, 1e9)]),
			2048,
			'mp4',
		],
		[
			'an unknown brand',
			Buffer.concat([isoBox('ftyp', 'zzzz\0\0\0\0yyyy'), isoBox('mdat', noise), isoBox('moov', noise)]),
			4036,
			'mp4',
		],
		...['free', 'skip', 'wide', 'uuid', 'pnot'].map((padding): [string, Buffer, number, string] => [
			`${padding} before the brand`,
			Buffer.concat([
				isoBox(padding, noise),
				isoBox('ftyp', 'isom\0\0\x02\0isom'),
				isoBox('mdat', noise, 1e6),
			]),
			gigabytes,
			'mp4',
		]),
		[
			'padding before the brand of QuickTime',
			Buffer.concat([isoBox('wide'), isoBox('ftyp', 'qt  \0\0\x02\0qt  ')]),
			gigabytes,
			'mov',
		],
		[
			'Motion JPEG 2000',
			Buffer.concat([isoBox('jP  ', '\r\n\x07\n'), isoBox('ftyp', 'mjp2\0\0\0\0mjp2')]),
			gigabytes,
			'mp4',
		],
		[
			"a maker's own box behind moov",
			Buffer.concat([isoBox('moov', isoBox('mvhd', noise)), isoBox('beam'), isoBox('mdat', noise)]),
			4036,
			'mov',
		],
		[
			'two boxes of padding and mdat',
			Buffer.concat([isoBox('skip'), isoBox('free'), isoBox('mdat')]),
			2e6,
			'mov',
		],
		['an unknown brand, an image and a video', isoBox('ftyp', 'zzzz\0\0\0\0heicisom'), gigabytes, 'mp4'],
		['an unknown brand, QuickTime', isoBox('ftyp', 'zzzz\0\0\0\0qt  '), gigabytes, 'mov'],
		['an image brand besides', isoBox('ftyp', 'isom\0\0\0\0mif1heic'), gigabytes, 'mp4'],
		['an audio brand besides', isoBox('ftyp', 'mp42\0\0\0\0M4A isom'), gigabytes, 'mp4'],
		['a 3GPP brand', isoBox('ftyp', '3gp5\0\0\0\0isom'), gigabytes, '3gp'],
	])('%s', (_case, start, size, container) => {
		expect(recognise(start, size)).toEqual({ kind: 'video', container });
	});

	test.each([
		['a brand behind a 64-bit size', longBox('ftyp', 116n, 'M4A \0\0\0\0isom'), 'an M4A audio file'],
		[
			'brands end where their box ends',
			Buffer.concat([isoBox('ftyp', 'zzzz\0\0\0\0heic'), Buffer.from('isomisom'), noise]),
			'a HEIC image',
		],
		['an audio brand ended by a zero', isoBox('ftyp', 'M4A\0\0\0\0\0mp42'), 'an M4A audio file'],
		['an image brand besides no other', isoBox('ftyp', 'miaf\0\0\0\0miaf'), 'a HEIF image'],
		[
			'JPEG 2000',
			Buffer.concat([isoBox('jP  ', '\r\n\x07\n'), isoBox('ftyp', 'jp2 \0\0\0\0jp2 ')]),
			'a JPEG 2000 image',
		],
		[
			'padding before an image',
			Buffer.concat([isoBox('free'), isoBox('ftyp', 'heic\0\0\0\0')]),
			'a HEIC image',
		],
	])('%s', (_case, start, what) => {
		expect(recognise(start, gigabytes)).toMatchObject({ kind: 'notVideo', what });
	});

	test.each([
		['a brand and nothing else', isoBox('ftyp', 'isom\0\0\x02\0'.padEnd(200, 'isom')), 208],
		['a brand and padding', Buffer.concat([isoBox('ftyp', 'isom\0\0\x02\0'), isoBox('free', noise)]), 2024],
		['a brand and its data', Buffer.concat([isoBox('ftyp', 'isom\0\0\x02\0'), isoBox('mdat', noise)]), 2024],
		[
			'a part of the description',
			Buffer.concat([isoBox('ftyp', 'isom\0\0\x02\0'), isoBox('moov', noise, 1e4)]),
			2024,
		],
	])('%s is only a beginning', (_case, start, size) => {
		expect(recognise(start, size)).toMatchObject({ found: 'cutOff' });
	});

	const header = (nextTrack: number, version = 0) => {
		const content = Buffer.alloc(version === 1 ? 112 : 100);
		content[0] = version;
		content.writeUInt32BE(nextTrack, content.length - 4);
		return isoBox('mvhd', content);
	};
	const track = (handler: string, length = 2000) =>
		isoBox(
			'trak',
			Buffer.concat([
				isoBox('mdia', isoBox('hdlr', `\0\0\0\0\0\0\0\0${handler}`)),
				isoBox('udta', noise.subarray(0, length)),
			]),
		);
	const movie = (...parts: Buffer[]) => {
		const moov = isoBox('moov', Buffer.concat(parts));
		return Buffer.concat([isoBox('ftyp', 'mp42\0\0\x02\0isom'), moov]).subarray(0, 600);
	};
	test.each([
		['sound, seen whole', movie(header(2), track('soun', 50)), 'notVideo'],
		['sound, of which the header says that it is alone', movie(header(2), track('soun')), 'notVideo'],
		['the same with long times', movie(header(2, 1), track('soun')), 'notVideo'],
		['sound before something that is not seen', movie(header(3), track('soun'), track('vide')), 'video'],
		['sound and its text', movie(header(3), track('soun', 50), track('text')), 'notVideo'],
		['sound and a picture', movie(header(3), track('soun', 50), track('vide')), 'video'],
		['sound without a header', movie(track('soun')), 'video'],
	])('%s', (_case, start, kind) => {
		expect(recognise(start, gigabytes).kind).toBe(kind);
	});

	test.each<[string, Buffer, number]>([
		['a free that ends behind the file', isoBox('free', noise, 1e9), 2008],
		['a box of an unknown type', Buffer.concat([isoBox('free'), isoBox('zzzz', noise)]), gigabytes],
		[
			'a box of an unknown type behind one with a 64-bit size',
			Buffer.concat([longBox('free', 116n), isoBox('zzzz', noise)]),
			gigabytes,
		],
		['a moov with nothing of a film in it', isoBox('moov', noise, 1e9), 2008],
		['a size no box has', Buffer.concat([Buffer.from('\0\0\0\x05mdat'), noise]), gigabytes],
	])('%s is no chain', (_case, start, size) => {
		expect(recognise(start, size)).toEqual({ kind: 'unknown' });
	});
});

describe('streams', () => {
	const packets = (length: number, first: number, count: number) => {
		const stream = Buffer.alloc(length * count, 0x10);
		for (let packet = first; packet < stream.length; packet += length) stream[packet] = 0x47;
		return stream;
	};

	test.each([
		[188, 0],
		[188, 100],
		[192, 4],
		[204, 0],
	])('MPEG-TS with packets of %d bytes, the first at %d', (length, first) => {
		expect(recognise(packets(length, first, 20), gigabytes)).toEqual({ kind: 'video', container: 'ts' });
	});

	test('three sync bytes are enough', () => {
		expect(recognise(packets(188, 0, 3), 564)).toEqual({ kind: 'video', container: 'ts' });
	});

	test('two sync bytes are not enough', () => {
		expect(recognise(packets(188, 0, 2), gigabytes)).toEqual({ kind: 'unknown' });
	});

	test.each<[string, string, string]>([
		['DV', '\x1f\x07\x00\xbf', 'dv'],
		['OpenDML AVI', 'RIFF\0\0\0\x01AVIX', 'avi'],
		['WTV', '\xb7\xd8\x00\x20\x37\x49\xda\x11\xa6\x4e\x00\x07\xe9\x5e\xad\x8d', 'wtv'],
		['H.264 behind a delimiter', '\0\0\0\x01\x09\xf0\0\0\0\x01\x67\x64\0\x1f', 'h264'],
		['H.265 behind a delimiter', '\0\0\0\x01\x46\x01\x50\0\0\0\x01\x40\x01\x0c', 'h265'],
		[
			'FLV whose header calls it sound',
			'FLV\x01\x04\0\0\0\x09\0\0\0\0\x09\0\0\x05\0\0\0\0\0\0\0abcde',
			'flv',
		],
	])('%s', (_case, start, container) => {
		const bytes = Buffer.concat([Buffer.from(start, 'latin1'), noise]);
		expect(recognise(bytes, gigabytes)).toEqual({ kind: 'video', container });
	});
});

describe('Ogg by what its streams begin with', () => {
	const page = (isFirst: boolean, content: string) => {
		const header = Buffer.alloc(28);
		header.write('OggS');
		header[5] = isFirst ? 2 : 0;
		header[26] = 1;
		header[27] = content.length;
		return Buffer.concat([header, Buffer.from(content, 'latin1')]);
	};
	const streams = (...contents: string[]) =>
		Buffer.concat([...contents.map((content) => page(true, content)), page(false, '\x80theora')]);

	test.each([
		['an index and sound', ['fishead\0', '\x01vorbis'], 'notVideo'],
		['an index, sound and a picture', ['fishead\0', '\x01vorbis', '\x80theora'], 'video'],
		['something unknown', ['something'], 'video'],
	])('%s', (_case, contents, kind) => {
		expect(recognise(streams(...contents), gigabytes).kind).toBe(kind);
	});
});

test('one frame of MP3 proves nothing, two do', () => {
	const frames = Buffer.alloc(1000, 0x10);
	const header = Buffer.from([0xff, 0xfb, 0x90, 0x00]);
	const frameLength = 417;
	header.copy(frames);
	frames[frameLength] = 0xff;
	expect(recognise(frames, gigabytes)).toEqual({ kind: 'unknown' });
	header.copy(frames, frameLength);
	expect(recognise(frames, gigabytes)).toMatchObject({ found: 'audio', what: 'an MP3 audio file' });
});

test('a version number is no font: those have four tables or more', () => {
	const start = Buffer.concat([Buffer.from([0, 1, 0, 0, 0, 3]), noise]);
	expect(recognise(start, start.length)).not.toMatchObject({ found: 'font' });
});

describe('what text says', () => {
	test('its first 60 characters in one line', () => {
		const text = `  Access denied.\r\n\tPlease sign in at https://example.com/login?token=secret ${'x'.repeat(90)}`;
		expect(recogniseFile(text)).toEqual({
			kind: 'notVideo',
			found: 'text',
			what: 'text',
			quote: 'Access denied. Please sign in at https://example.com/login?…',
		});
	});

	test('a quote does not cut a character in two', () => {
		expect(recogniseFile('😀'.repeat(100))).toMatchObject({ quote: '😀'.repeat(60) });
	});

	test.each(['base64', 'hex', 'dataUrl', 'brokenDataUrl'] as const)('%s says what is inside', (found) => {
		const files = NON_VIDEOS.filter((file) => file.found === found && !file.called.includes('text'));
		expect(files.map(({ content }) => recogniseFile(content))).toEqual(
			files.map(() => expect.objectContaining({ inner: { kind: 'video', container: 'mp4' } }) as object),
		);
	});

	test.each([
		'internationalisation',
		'Unauthorizedaccess',
		'0123456789abcdef0123456789abcdef',
		'loremipsumdolorsitamet'.repeat(6),
	])('%s is words and not base64', (word) => {
		expect(recogniseFile(word)).toMatchObject({ found: 'text', quote: word.slice(0, 60) });
	});
});

const webm = Buffer.concat([Buffer.from('1a45dfa3874282847765626d', 'hex'), Buffer.alloc(500)]);
const disc = (start = Buffer.alloc(0)) => {
	const image = Buffer.alloc(40_000);
	start.copy(image);
	image.write('CD001', 0x8001);
	return image;
};

describe('a file that is too short', () => {
	test.each([
		[webm.subarray(0, 127), 'only 127 bytes'],
		[Buffer.from([7]), 'a single byte'],
		[Buffer.alloc(127, 7), 'only 127 bytes'],
	])('%# is none, whatever it begins with', (file, what) => {
		expect(recogniseFile(file)).toMatchObject({ kind: 'notVideo', found: 'tooShort', what });
	});

	test('has up to 127 bytes', () => {
		expect(recogniseFile(webm.subarray(0, 128))).toEqual({ kind: 'video', container: 'webm' });
	});
});

test.each([
	[Buffer.alloc(128), 'nothing but zeros'],
	[Buffer.alloc(9_000, 7), 'the same byte over and over'],
])('a file of one byte over and over is told: %#', (file, what) => {
	expect(recogniseFile(file)).toMatchObject({ found: 'filler', what });
});

test('a file of which nothing is known is unknown', () => {
	expect(recogniseFile(Buffer.concat([Buffer.alloc(200, 7), Buffer.from([8])]))).toEqual({ kind: 'unknown' });
});

test('a disc is told by what lies behind the beginning, unless that is a video', () => {
	expect(recogniseFile(disc())).toMatchObject({ what: 'the image of a disc' });
	expect(recogniseFile(disc(webm))).toEqual({ kind: 'video', container: 'webm' });
});

test('only the beginning is looked at for all else', () => {
	const behind = Buffer.concat([Buffer.alloc(PEEKED_BYTES), Buffer.from([1])]);

	expect(recogniseFile(behind)).toMatchObject({ found: 'filler' });
});

describe("the name of n8n's storage", () => {
	test.each(['filesystem-v2', 'filesystem', 'default', 'database', 's3', 'azure', 'azure-blob'])(
		'%s',
		(mode) => {
			const found = { found: 'storageMode', what: `only '${mode}', the name of n8n's storage` };

			expect(recogniseFile(Buffer.from(mode))).toMatchObject(found);
			expect(recogniseFile(Buffer.from(mode, 'base64'))).toMatchObject(found);
		},
	);

	test('is not looked for in a file that is larger', () => {
		expect(recognise(Buffer.from('s3'), 129)).not.toMatchObject({ found: 'storageMode' });
		expect(recognise(Buffer.from('s3'), 128)).toMatchObject({ found: 'storageMode' });
	});
});

describe('wrapped files are looked into', () => {
	const wrapped = (file: Buffer, times: number): Buffer =>
		times === 0 ? file : wrapped(Buffer.from(file.toString('base64')), times - 1);
	const innermost = (found: unknown): unknown => {
		const { inner } = found as { inner?: unknown };
		return inner === undefined ? found : innermost(inner);
	};

	test.each([1, 2, 3])('%d deep', (times) => {
		expect(innermost(recogniseFile(wrapped(webm, times)))).toEqual({ kind: 'video', container: 'webm' });
	});

	test('no deeper', () => {
		expect(innermost(recogniseFile(wrapped(webm, 4)))).not.toMatchObject({ kind: 'video' });
	});
});
