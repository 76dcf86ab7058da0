import { recogniseDiscImage, recogniseOtherFile } from '../../../../nodes/MemoriesAi/upload/file/otherFiles';

const bytes = (text: string, length = 1_024) => {
	const start = Buffer.alloc(Math.max(length, text.length));
	start.write(text, 'latin1');
	return start;
};

/** The start of a file with bytes at places. */
const withBytes = (start: Buffer, places: Record<number, number[] | string>) => {
	const changed = Buffer.from(start);
	for (const [at, content] of Object.entries(places)) {
		const written = typeof content === 'string' ? Buffer.from(content, 'latin1') : Buffer.from(content);
		written.copy(changed, Number(at));
	}
	return changed;
};

const whatIs = (start: Buffer, size = 100_000) => recogniseOtherFile(start, size)?.what;

describe('RIFF', () => {
	test.each([
		['RIFF', 'WAVE', 'a WAV audio file'],
		['RIFX', 'WAVE', 'a WAV audio file'],
		['RF64', 'WAVE', 'a WAV audio file'],
		['BW64', 'WAVE', 'a WAV audio file'],
		['RIFF', 'WEBP', 'a WebP image'],
		['RIFF', 'RMID', 'a MIDI file'],
		['RIFF', 'ACON', 'a cursor'],
		['RIFF', 'RMP3', 'an MP3 audio file'],
		['RIFF', 'QLCM', 'an audio file'],
		['RIFF', 'sfbk', 'an audio file'],
		['RIFF', 'DLS ', 'an audio file'],
		['RIFF', 'CDDA', 'an audio file'],
		['RIFF', 'AVI ', undefined],
		['FILE', 'WAVE', undefined],
	])('%s with %s is %s', (name, form, what) => {
		expect(whatIs(bytes(`${name}1234${form}`))).toBe(what);
	});
});

describe('a BMP image', () => {
	const image = withBytes(bytes('BM'), { 14: [40, 0, 0, 0] });

	test('is told by its mark and the length of its header', () => {
		expect(whatIs(image)).toBe('a BMP image');
	});

	test.each([
		['has another header', { 14: [41, 0, 0, 0] }],
		['has another mark', { 0: 'BN' }],
	])('is none when it %s', (_what, places) => {
		expect(whatIs(withBytes(image, places))).toBeUndefined();
	});
});

describe('a Windows program', () => {
	const program = withBytes(bytes('MZ'), { 0x3c: [0x80, 0, 0, 0] });

	test('has its second mark inside', () => {
		expect(whatIs(program, 0x81)).toBe('a Windows program');
	});

	test.each([0x80, 0x7f])('is none in a file of %d bytes, which ends before that', (size) => {
		expect(whatIs(program, size)).toBeUndefined();
	});
});

describe('a tar archive without a mark', () => {
	/** With the sum of its header, blanks in place of that. */
	function tar(name: string, sumChange = 0): Buffer {
		const start = bytes(name);
		const sum = [...start.subarray(0, 512)].reduce((total, byte) => total + byte, 0) + 8 * 0x20 + sumChange;
		return withBytes(start, { 148: `${sum.toString(8).padStart(6, '0')}\0 ` });
	}

	test('is told by the sum of its header', () => {
		expect(whatIs(tar('clips/one'))).toBe('a tar archive');
	});

	test.each([
		['has another sum', tar('clips/one', 1)],
		['has no name', tar('')],
		['ends in its header', tar('clips/one').subarray(0, 511)],
		['has no sum', withBytes(tar('clips/one'), { 148: 'none    ' })],
	])('is none when it %s', (_what, start) => {
		expect(whatIs(start)).toBeUndefined();
	});
});

describe('an icon', () => {
	/** A list of pictures, the first of which has 100 bytes and lies behind the list. */
	const icon = (count: number, places: Record<number, number[]> = {}) =>
		withBytes(bytes('\0\0\x01\0', 8_192), {
			4: [count & 0xff, count >> 8],
			14: [100, 0, 0, 0],
			18: [(6 + 16 * count) & 0xff, (6 + 16 * count) >> 8, 0, 0],
			...places,
		});

	test.each([1, 2, 255])('of %d pictures', (count) => {
		expect(whatIs(icon(count))).toBe('an icon');
	});

	test('or a cursor', () => {
		expect(whatIs(icon(1, { 2: [2] }))).toBe('an icon');
	});

	test.each<[string, Buffer]>([
		['no pictures', icon(0)],
		['too many pictures', icon(256)],
		['another mark', icon(1, { 2: [3] })],
		['a byte where none may be', icon(1, { 9: [1] })],
		['its first picture elsewhere', icon(1, { 18: [23] })],
		['an empty first picture', icon(1, { 14: [0] })],
	])('is none with %s', (_what, start) => {
		expect(whatIs(start)).toBeUndefined();
	});
});

test.each([
	[4, 'a font'],
	[3, undefined],
])('with %d tables it is %s', (tables, what) => {
	expect(whatIs(bytes(`\0\x01\0\0\0${String.fromCharCode(tables)}`))).toBe(what);
});

test.each([
	['[Content_Types].xml word/document.xml', 'a Word document'],
	['xl/workbook.xml', 'an Excel workbook'],
	['ppt/slides', 'a PowerPoint presentation'],
	['docProps/app.xml', 'an Office document'],
	['mimetypeapplication/epub+zip', 'an EPUB book'],
	['mimetypeapplication/vnd.oasis.opendocument.text', 'an OpenDocument file'],
	['META-INF/MANIFEST.MF', 'a program'],
	['clip.mp4', 'a ZIP archive'],
])('a ZIP archive that begins with %s is %s', (names, what) => {
	expect(whatIs(bytes(`PK\x03\x04${'0'.repeat(26)}${names}`))).toBe(what);
});

test.each(['CD001', 'BEA01'])('the image of a disc has the mark %s behind 32 KiB', (mark) => {
	const image = withBytes(Buffer.alloc(0x8010), { 0x8001: mark });

	expect(recogniseDiscImage(image)).toMatchObject({ found: 'archive', what: 'the image of a disc' });
	expect(recogniseDiscImage(withBytes(image, { 0x8001: 'X' }))).toBeUndefined();
});
