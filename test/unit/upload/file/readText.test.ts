import { decode, readText, readTextPrefix } from '../../../../nodes/MemoriesAi/upload/file/readText';

const utf32 = (text: string, endian: 'BE' | 'LE') => {
	const points = Array.from(text, (character) => character.codePointAt(0) ?? 0);
	const bytes = Buffer.alloc(points.length * 4);
	points.forEach((point, index) => {
		if (endian === 'LE') bytes.writeUInt32LE(point, index * 4);
		else bytes.writeUInt32BE(point, index * 4);
	});
	return bytes;
};
const utf16 = (text: string, endian: 'BE' | 'LE') => {
	const bytes = Buffer.from(text, 'utf16le');
	return endian === 'LE' ? bytes : bytes.swap16();
};

describe.each(['LE', 'BE'] as const)('UTF-32 %s', (endian) => {
	test.each(['four', 'ünïcödé', 'a 🎬 emoji', '\uFEFFmarked'])('%j', (text) => {
		expect(readText(utf32(text, endian))).toBe(text.replace('\uFEFF', ''));
	});

	test('up to the last code point', () => {
		expect(readText(utf32('last \u{10ffff}', endian))).toBe('last \u{10ffff}');
	});

	test.each([
		['a point beyond the last', Buffer.from([0, 0x11, 0, 0, 0, 0, 0, 0x61])],
		['half a pair', Buffer.from([0, 0, 0xd8, 0, 0, 0, 0, 0x61])],
	])('is not read with %s', (_what, point) => {
		const bytes = Buffer.concat([
			utf32('text', endian),
			endian === 'BE' ? point : Buffer.from(point).swap32(),
		]);

		expect(readText(bytes)).toBeUndefined();
	});

	test('is not read where it ends in the middle of a character', () => {
		expect(readText(utf32('text and', endian).subarray(0, -1))).not.toBe('text and');
	});

	test('has four characters at least', () => {
		expect(readText(utf32('fou', endian))).not.toBe('fou');
	});
});

describe.each(['LE', 'BE'] as const)('UTF-16 %s', (endian) => {
	test('by its mark, whatever the script', () => {
		expect(readText(utf16('\uFEFF视频文件', endian))).toBe('视频文件');
	});

	test('without a mark, where at least half of it is ASCII', () => {
		expect(readText(utf16('ab视频', endian))).toBe('ab视频');
		expect(readText(utf16('a视频文', endian))).not.toBe('a视频文');
	});

	test('of one character', () => {
		expect(readText(utf16('a', endian))).toBe('a');
	});

	test('not with a control character', () => {
		expect(readText(utf16('text\u0001text', endian))).toBeUndefined();
	});
});

test.each([
	['half a mark of UTF-16 LE', [0xff, 0x41, 0x42]],
	['half a mark of UTF-16 BE', [0xfe, 0x41, 0x42]],
	['the other half', [0x41, 0xfe, 0x42, 0x43]],
])('%s is read as an older text', (_what, bytes) => {
	expect(readText(Buffer.from([...bytes, ...Buffer.from(' and more')]))).toBe(
		`${bytes.map((byte) => String.fromCharCode(byte)).join('')} and more`,
	);
});

describe('UTF-8', () => {
	test.each(['text', 'ünïcödé', '\uFEFFmarked', 'a\u001b[1mterminal', ''])('%j', (text) => {
		expect(readText(Buffer.from(text))).toBe(text.replace('\uFEFF', ''));
	});

	test('with zeros around it, and with a character that is cut off', () => {
		expect(readText(Buffer.concat([Buffer.alloc(5), Buffer.from('text'), Buffer.alloc(3)]))).toBe('text');
		expect(readText(Buffer.from('textü').subarray(0, -1))).toBe('text');
	});

	test.each(['\u0001', 'text\u0000text', 'text\u007f'])('not %j', (text) => {
		expect(readText(Buffer.from(text))).toBeUndefined();
	});
});

describe('an older encoding', () => {
	const mixed = (ascii: number, other: number) =>
		Buffer.concat([Buffer.alloc(ascii, 'a'), Buffer.alloc(other, 0xe4)]);

	test('is told by its ASCII, seven parts in ten', () => {
		expect(readText(mixed(7, 3))).toBe('aaaaaaaäää');
		expect(readText(mixed(69, 31))).toBeUndefined();
	});

	test('or by its length, where it is not one byte over and over', () => {
		expect(readText(mixed(1, 127))).toBe(`a${'ä'.repeat(127)}`);
		expect(readText(mixed(1, 126))).toBeUndefined();
		expect(readText(mixed(0, 200))).toBeUndefined();
	});

	test('counts the euro as none of ASCII', () => {
		expect(readText(Buffer.concat([Buffer.alloc(6, 'a'), Buffer.alloc(4, 0x80)]))).toBeUndefined();
	});
});

test.each([
	['text\u0000more', 'text'],
	['\u00ef\u00bb\u00bftext\u0001', 'text'],
	['\u0000text', ''],
	['text', 'text'],
])('the beginning of %j is %j', (bytes, text) => {
	expect(readTextPrefix(Buffer.from(bytes, 'latin1'))).toBe(text);
});

test('an encoding that does not exist decodes nothing', () => {
	expect(decode('no-such', Buffer.from('a'))).toBeUndefined();
});
