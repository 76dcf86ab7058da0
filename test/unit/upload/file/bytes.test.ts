import { readUint, readUintLE } from '../../../../nodes/MemoriesAi/upload/file/bytes';

const start = Buffer.from([1, 2, 3]);

test.each([
	[0, 2, 0x0102, 0x0201],
	[1, 2, 0x0203, 0x0302],
	[0, 3, 0x010203, 0x030201],
	[2, 2, NaN, NaN],
	[0, 4, NaN, NaN],
	[3, 1, NaN, NaN],
])('the number at %d, of %d bytes', (offset, width, bigEndian, littleEndian) => {
	expect(readUint(start, offset, width)).toBe(bigEndian);
	expect(readUintLE(start, offset, width)).toBe(littleEndian);
});
