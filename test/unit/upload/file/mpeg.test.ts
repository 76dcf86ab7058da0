import { recogniseMpeg } from '../../../../nodes/MemoriesAi/upload/file/mpeg';

const containerOf = (bytes: number[], length = 64) =>
	recogniseMpeg(Buffer.concat([Buffer.from(bytes), Buffer.alloc(length)]))?.container;

describe('MPEG-TS', () => {
	/** Packets of a length with their sync bytes from a place on. */
	function packets(first: number, packetLength: number, length: number): Buffer {
		const start = Buffer.alloc(length);
		for (let at = first; at < length; at += packetLength) start[at] = 0x47;
		return start;
	}
	const isOne = (start: Buffer) => recogniseMpeg(start)?.container === 'ts';

	test.each([188, 192, 204])('has a sync byte every %d bytes, from any place on', (packetLength) => {
		for (const first of [0, 4, packetLength - 1])
			expect(isOne(packets(first, packetLength, 4_096))).toBe(true);
	});

	test.each([187, 189, 203])('has none every %d bytes', (packetLength) => {
		expect(isOne(packets(0, packetLength, 4_096))).toBe(false);
	});

	test('has three packets at least, and none without its sync byte among the first eight', () => {
		expect(isOne(packets(0, 188, 2 * 188 + 1))).toBe(true);
		expect(isOne(packets(0, 188, 2 * 188))).toBe(false);
		expect(isOne(packets(0, 188, 4_096).fill(0, 7 * 188, 7 * 188 + 1))).toBe(false);
		expect(isOne(packets(0, 188, 1_880).fill(0, 8 * 188, 8 * 188 + 1))).toBe(true);
	});
});

test.each<[string, number[], string | undefined]>([
	['a pack of MPEG 2', [0, 0, 1, 0xba, 0x44], 'mpg'],
	['the same with other bits', [0, 0, 1, 0xba, 0x7f], 'mpg'],
	['a pack of MPEG 1', [0, 0, 1, 0xba, 0x21], 'mpg'],
	['the same with other bits', [0, 0, 1, 0xba, 0x2f], 'mpg'],
	['a pack of neither', [0, 0, 1, 0xba, 0x31], undefined],
	['a pack with a wrong mark', [0, 0, 1, 0xba, 0x40], undefined],
	['another start code', [0, 0, 1, 0xbb, 0x44], undefined],
	['a sequence of 16 x 1', [0, 0, 1, 0xb3, 0x01, 0x00, 0x01], 'mpg'],
	['a sequence of 1 x 256', [0, 0, 1, 0xb3, 0x00, 0x11, 0x00], 'mpg'],
	['a sequence without a width', [0, 0, 1, 0xb3, 0x00, 0x01, 0x01], undefined],
	['a sequence without a height', [0, 0, 1, 0xb3, 0x01, 0x00, 0x00], undefined],
	['a sequence of nothing', [0, 0, 1, 0xb3, 0, 0, 0], undefined],
])('%s', (_what, bytes, container) => {
	expect(containerOf(bytes)).toBe(container);
});

describe.each([
	['four', [0, 0, 0, 1]],
	['three', [0, 0, 1]],
])('raw video behind a start code of %s bytes', (_length, code) => {
	test.each<[string, number[], string | undefined]>([
		['H.264 in a known profile', [...code, 0x67, 100], 'h264'],
		['H.264 without a mark of its weight', [...code, 0x07, 66], 'h264'],
		['H.264 in an unknown profile', [...code, 0x67, 99], undefined],
		['H.264 that begins with something else', [...code, 0x68, 100], undefined],
		['H.264 with a bit that has to be zero', [...code, 0xe7, 100], undefined],
		['H.264 behind its delimiter', [...code, 0x09, 0x10, ...code, 0x67, 100], 'h264'],
		['H.264 behind a delimiter of another kind', [...code, 0x09, 0xf0, ...code, 0x67, 100], 'h264'],
		['H.264 behind a broken delimiter', [...code, 0x09, 0x00, ...code, 0x67, 100], undefined],
		['H.264 behind something else', [...code, 0x0a, 0x10, ...code, 0x67, 100], undefined],
		['a delimiter of H.264 alone', [...code, 0x09, 0x10], undefined],
		['H.265', [...code, 0x40, 0x01], 'h265'],
		['H.265 of another layer', [...code, 0x40, 0x02], undefined],
		['H.265 behind its delimiter', [...code, 0x46, 0x01, 0x50, ...code, 0x40, 0x01], 'h265'],
		['H.265 behind a broken delimiter', [...code, 0x46, 0x02, 0x50, ...code, 0x40, 0x01], undefined],
		['a delimiter of H.265 alone', [...code, 0x46, 0x01, 0x50], undefined],
		['something else', [...code, 0x42, 0x01], undefined],
	])('%s', (_what, bytes, container) => {
		expect(containerOf(bytes)).toBe(container);
	});
});

test.each<[string, number[]]>([
	['no start code', [0x67, 100]],
	['a broken one', [0, 0, 2, 0x67, 100]],
])('%s is no raw video', (_what, bytes) => {
	expect(containerOf(bytes)).toBeUndefined();
});
