import { recogniseAudioFrames } from '../../../../nodes/MemoriesAi/upload/file/audioFrames';

/** Two headers, so far apart, with nothing between and behind. */
function frames(header: number[], length: number): Buffer {
	const start = Buffer.alloc(8_192);
	start.set(header, 0);
	start.set(header, length);
	return start;
}

const whatIs = (header: number[], length: number) => recogniseAudioFrames(frames(header, length))?.what;

/** How long frames are, worked out from the standards' tables: samples / 8 * bit rate / sample rate, in slots. */
const MPEG_FRAMES: Array<[string, number[], number]> = [
	['MPEG 1 layer III, 128 kbit/s, 44.1 kHz', [0xff, 0xfb, 0x90], 417],
	['the same with a slot more', [0xff, 0xfb, 0x92], 418],
	['MPEG 1 layer III, 320 kbit/s, 32 kHz', [0xff, 0xfb, 0xe8], 1440],
	['MPEG 1 layer II, 192 kbit/s, 48 kHz', [0xff, 0xfd, 0xa4], 576],
	['MPEG 1 layer I, 32 kbit/s, 44.1 kHz', [0xff, 0xff, 0x10], 32],
	['the same with a slot of four bytes more', [0xff, 0xff, 0x12], 36],
	['MPEG 2 layer III, 64 kbit/s, 22.05 kHz', [0xff, 0xf3, 0x80], 208],
	['MPEG 2 layer II, 64 kbit/s, 24 kHz', [0xff, 0xf5, 0x84], 384],
	['MPEG 2.5 layer III, 8 kbit/s, 11.025 kHz', [0xff, 0xe3, 0x10], 52],
];

describe('MP3', () => {
	test.each(MPEG_FRAMES)('%s', (_what, header, length) => {
		expect(whatIs(header, length)).toBe('an MP3 audio file');
	});

	test.each(MPEG_FRAMES)('%s: none a byte before or behind', (_what, header, length) => {
		expect(whatIs(header, length - 1)).toBeUndefined();
		expect(whatIs(header, length + 1)).toBeUndefined();
	});

	test.each<[string, number[]]>([
		['another first byte', [0xfe, 0xfb, 0x90]],
		['another second byte', [0xff, 0x1b, 0x90]],
		['a version that does not exist', [0xff, 0xeb, 0x90]],
		['a layer that does not exist', [0xff, 0xf9, 0x90]],
		['a bit rate that does not exist', [0xff, 0xfb, 0xf0]],
		['an open bit rate', [0xff, 0xfb, 0x00]],
		['a sample rate that does not exist', [0xff, 0xfb, 0x9c]],
	])('is none with %s', (_what, header) => {
		for (let length = 4; length < 2_000; length++) expect(whatIs(header, length)).toBeUndefined();
	});

	test('is none without a second frame', () => {
		expect(recogniseAudioFrames(Buffer.from([0xff, 0xfb, 0x90, 0]))).toBeUndefined();
	});
});

describe('AAC', () => {
	/** A header of a frame of this length. */
	const header = (length: number) => [
		0xff,
		0xf1,
		0x50,
		0x80 | (length >> 11),
		(length >> 3) & 0xff,
		(length & 7) << 5,
	];

	test.each([8, 371, 3_000])('with frames of %d bytes', (length) => {
		expect(whatIs(header(length), length)).toBe('an AAC audio file');
		expect(whatIs(header(length), length + 8)).toBeUndefined();
	});

	test.each<[string, number[]]>([
		['frames of a header alone', header(7)],
		['another first byte', [0xfe, ...header(371).slice(1)]],
		['another second byte', [0xff, 0x01, ...header(371).slice(2)]],
		['a layer', [0xff, 0xf7, ...header(371).slice(2)]],
	])('is none with %s', (_what, bytes) => {
		expect(whatIs(bytes, 371)).not.toBe('an AAC audio file');
		expect(whatIs(bytes, 7)).not.toBe('an AAC audio file');
	});
});
