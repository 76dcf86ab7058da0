import { recogniseIsoMedia } from '../../../../nodes/MemoriesAi/upload/file/isoMedia';
import { isoBox } from './support/isoBox';

/** A box with its size in 64 bits. */
function longBox(type: string, content: Buffer, size = BigInt(16 + content.length)): Buffer {
	const header = Buffer.alloc(16);
	header.writeUInt32BE(1);
	header.write(type, 4, 'latin1');
	header.writeBigUInt64BE(size, 8);
	return Buffer.concat([header, content]);
}

const ftyp = (major: string, ...compatible: string[]) =>
	isoBox('ftyp', `${major}\0\0\0\0${compatible.join('')}`);
const track = (handler: string) =>
	isoBox(
		'trak',
		Buffer.concat([isoBox('tkhd', 'x'), isoBox('mdia', isoBox('hdlr', `\0\0\0\0\0\0\0\0${handler}`))]),
	);

/** The head of a film, with the next free number of a track. */
function mvhd(nextTrack: number, version = 0): Buffer {
	const content = Buffer.alloc(version === 1 ? 112 : 100);
	content[0] = version;
	content.writeUInt32BE(nextTrack, content.length - 4);
	return isoBox('mvhd', content);
}
const moov = (...handlers: string[]) =>
	isoBox('moov', Buffer.concat([mvhd(handlers.length + 1), ...handlers.map(track)]));
const mdat = isoBox('mdat', Buffer.alloc(100, 0x80));
const film = moov('vide', 'soun');

const look = (...parts: Buffer[]) => {
	const file = Buffer.concat(parts);
	return recogniseIsoMedia(file, file.length);
};
const video = (container: string) => ({ kind: 'video', container });

describe('the brand', () => {
	test.each([
		['qt  ', 'mov'],
		['niko', 'mov'],
		['3gp4', '3gp'],
		['3g2a', '3gp'],
		['isom', 'mp4'],
		['M4V ', 'mp4'],
		['????', 'mp4'],
	])('%s is a video in %s', (major, container) => {
		expect(look(ftyp(major), film, mdat)).toEqual(video(container));
	});

	test.each([
		['M4A ', 'audio', 'an M4A audio file'],
		['M4A\0', 'audio', 'an M4A audio file'],
		['heic', 'image', 'a HEIC image'],
		['avif', 'image', 'an AVIF image'],
		['jp2 ', 'image', 'a JPEG 2000 image'],
	])('%j is none', (major, found, what) => {
		expect(look(ftyp(major), mdat)).toMatchObject({ kind: 'notVideo', found, what });
	});

	test.each([
		[['qt  ', 'isom'], video('mov')],
		[['heic', 'isom'], video('mp4')],
		[['abcd', 'heic'], { found: 'image', what: 'a HEIC image' }],
		[['abcd', 'M4A '], { found: 'audio' }],
		[['abcd', 'efgh'], video('mp4')],
		[[], video('mp4')],
	])('that says nothing is one of the compatible ones: %j', (compatible, found) => {
		expect(look(ftyp('????', ...compatible), film, mdat)).toMatchObject(found);
	});

	test('may stand behind padding, and behind the signature of JPEG 2000', () => {
		expect(look(isoBox('free', 'xx'), ftyp('qt  '), film, mdat)).toEqual(video('mov'));
		expect(look(isoBox('jP  ', 'xxxx'), ftyp('mjp2'), film, mdat)).toEqual(video('mp4'));
		expect(look(isoBox('abcd', 'xx'), ftyp('isom'), film, mdat)).toBeUndefined();
	});

	test('has four characters', () => {
		expect(recogniseIsoMedia(Buffer.from('\0\0\0\x10ftypiso', 'latin1'), 1_000)).toBeUndefined();
	});
});

describe('without a brand', () => {
	test.each<[string, Buffer[], object | undefined]>([
		['a film', [film, mdat], video('mov')],
		['bytes, and a film behind them', [mdat, film], video('mov')],
		['fragments', [isoBox('styp', 'msdh'), isoBox('moof', 'x'), mdat], video('mp4')],
		['a film, then fragments', [film, isoBox('moof', 'x'), mdat], video('mp4')],
		['a box that is unknown', [isoBox('abcd', 'x'), film], undefined],
		['a box that is unknown, behind a film', [film, isoBox('abcd', 'x')], video('mov')],
		['a box that stands inside another', [isoBox('trak', 'x'), film], undefined],
		['a film of nothing', [isoBox('moov', isoBox('abcd', 'x'))], video('mov')],
		['nothing', [], undefined],
	])('%s', (_what, parts, found) => {
		expect(look(...parts)).toEqual(found);
	});

	test('bytes may end behind the file, other boxes not', () => {
		expect(look(isoBox('mdat', 'xx', 1e6))).toEqual(video('mov'));
		expect(look(isoBox('free', 'xx', 1e6))).toBeUndefined();
	});

	test('bytes may reach to the end of the file, and have a size of 64 bits', () => {
		expect(look(isoBox('mdat', Buffer.alloc(50, 1), 0))).toEqual(video('mov'));
		expect(look(longBox('mdat', Buffer.alloc(50, 1)), film)).toEqual(video('mov'));
		expect(look(longBox('mdat', Buffer.alloc(0)), film)).toEqual(video('mov'));
		expect(look(longBox('mdat', Buffer.alloc(50, 1), 15n))).toBeUndefined();
	});

	test.each([2, 7])('no box has a size of %d', (size) => {
		expect(look(isoBox('mdat', Buffer.alloc(50, 1), size))).toBeUndefined();
	});
});

describe('sound without a picture', () => {
	const isAudio = { found: 'audio', what: 'sound without a picture in an MP4 file' };

	test.each([[['soun']], [['soun', 'text', 'tmcd']], [['meta', 'soun']]])('%j is none', (handlers) => {
		expect(look(ftyp('isom'), moov(...handlers), mdat)).toMatchObject(isAudio);
	});

	test.each([[['vide', 'soun']], [['soun', 'vide']], [['text']], [['soun', 'abcd']], [[]]])(
		'%j is a video',
		(handlers) => {
			expect(look(ftyp('isom'), moov(...handlers), mdat)).toEqual(video('mp4'));
		},
	);

	test('a track that tells nothing may be a picture', () => {
		const tracks = Buffer.concat([mvhd(3), track('soun'), isoBox('trak', isoBox('tkhd', 'x'))]);

		expect(look(ftyp('isom'), isoBox('moov', tracks), mdat)).toEqual(video('mp4'));
	});

	describe('in a film of which only the beginning is seen', () => {
		const lookAtStart = (head: Buffer) => {
			const parts = [ftyp('isom'), isoBox('moov', Buffer.concat([head, track('soun')]), 100_000)];
			return recogniseIsoMedia(Buffer.concat(parts), 1e6);
		};

		test.each([0, 1])('counts when it can have no other track, with a head of version %d', (version) => {
			expect(lookAtStart(mvhd(2, version))).toMatchObject(isAudio);
			expect(lookAtStart(mvhd(3, version))).toEqual(video('mp4'));
		});

		test('does not count without a head', () => {
			expect(lookAtStart(isoBox('udta', 'x'))).toEqual(video('mp4'));
		});
	});
});

describe('a film of which the end is missing', () => {
	const cutOff = { found: 'cutOff', what: 'only the beginning of a video' };

	test.each<[string, Buffer[], object]>([
		['bytes without what describes them', [ftyp('isom'), mdat], cutOff],
		['a description that goes on', [ftyp('isom'), isoBox('moov', mvhd(2), 1e6)], cutOff],
		['a brand alone', [ftyp('isom')], cutOff],
		['a whole description', [ftyp('isom'), film], video('mp4')],
		['a description, and bytes that go on', [ftyp('isom'), film, isoBox('mdat', 'xx', 1e6)], video('mp4')],
		['fragments that go on', [ftyp('isom'), isoBox('moof', 'x'), isoBox('mdat', 'xx', 1e6)], video('mp4')],
		['no brand', [mdat], video('mov')],
	])('%s', (_what, parts, found) => {
		expect(look(...parts)).toMatchObject(found);
	});

	test('is none where more may come behind what is seen', () => {
		const start = Buffer.concat([ftyp('isom'), mdat]);

		expect(recogniseIsoMedia(start, 1e6)).toEqual(video('mp4'));
		expect(recogniseIsoMedia(start, start.length + 1)).toEqual(video('mp4'));
	});
});
