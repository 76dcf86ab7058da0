import { PEEKED_BYTES, recognise } from '../../../../nodes/MemoriesAi/upload/file/container';

const webm = Buffer.concat([Buffer.from('1a45dfa3874282847765626d', 'hex'), Buffer.alloc(500)]);
const disc = (start = Buffer.alloc(0)) => {
	const image = Buffer.alloc(40_000);
	start.copy(image);
	image.write('CD001', 0x8001);
	return image;
};
const recogniseAll = (file: Buffer) => recognise(file.subarray(0, 40_000), file.length);

describe('a file that is too short', () => {
	test.each([
		[webm.subarray(0, 127), 'only 127 bytes'],
		[Buffer.from([7]), 'a single byte'],
		[Buffer.alloc(127, 7), 'only 127 bytes'],
	])('%# is none, whatever it begins with', (file, what) => {
		expect(recogniseAll(file)).toMatchObject({ kind: 'notVideo', found: 'tooShort', what });
	});

	test('has up to 127 bytes', () => {
		expect(recogniseAll(webm.subarray(0, 128))).toEqual({ kind: 'video', container: 'webm' });
	});
});

test.each([
	[Buffer.alloc(128), 'nothing but zeros'],
	[Buffer.alloc(9_000, 7), 'the same byte over and over'],
])('a file of one byte over and over is told: %#', (file, what) => {
	expect(recogniseAll(file)).toMatchObject({ found: 'filler', what });
});

test('a file of which nothing is known is unknown', () => {
	expect(recogniseAll(Buffer.concat([Buffer.alloc(200, 7), Buffer.from([8])]))).toEqual({ kind: 'unknown' });
});

test('a disc is told by what lies behind the beginning, unless that is a video', () => {
	expect(recogniseAll(disc())).toMatchObject({ what: 'the image of a disc' });
	expect(recogniseAll(disc(webm))).toEqual({ kind: 'video', container: 'webm' });
});

test('only the beginning is looked at for all else', () => {
	const behind = Buffer.concat([Buffer.alloc(PEEKED_BYTES), Buffer.from([1])]);

	expect(recogniseAll(behind)).toMatchObject({ found: 'filler' });
});

describe("the name of n8n's storage", () => {
	test.each(['filesystem-v2', 'filesystem', 'default', 'database', 's3', 'azure', 'azure-blob'])(
		'%s',
		(mode) => {
			const found = { found: 'storageMode', what: `only '${mode}', the name of n8n's storage` };

			expect(recogniseAll(Buffer.from(mode))).toMatchObject(found);
			expect(recogniseAll(Buffer.from(mode, 'base64'))).toMatchObject(found);
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
		expect(innermost(recogniseAll(wrapped(webm, times)))).toEqual({ kind: 'video', container: 'webm' });
	});

	test('no deeper', () => {
		expect(innermost(recogniseAll(wrapped(webm, 4)))).not.toMatchObject({ kind: 'video' });
	});
});
