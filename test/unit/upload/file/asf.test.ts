import { recogniseAsf } from '../../../../nodes/MemoriesAi/upload/file/asf';

const HEADER = Buffer.from('3026b2758e66cf11a6d900aa0062ce6c', 'hex');
const STREAM_PROPERTIES = Buffer.from('9107dcb7b7a9cf118ee600c00c205365', 'hex');
const AUDIO = Buffer.from('409e69f84d5bcf11a8fd00805f5c442b', 'hex');
const VIDEO = Buffer.from('c0ef19bc4d5bcf11a8fd00805f5c442b', 'hex');

/** An object of the header, with its length before its content, or a length of its own. */
function object(guid: Buffer, content: Buffer, length = 24 + content.length): Buffer {
	const size = Buffer.alloc(8);
	size.writeBigUInt64LE(BigInt(length));
	return Buffer.concat([guid, size, content]);
}

const stream = (type: Buffer) => object(STREAM_PROPERTIES, type);
const header = (...objects: Buffer[]) => object(HEADER, Buffer.concat([Buffer.alloc(6), ...objects]));
const other = (length: number) => object(Buffer.alloc(16, 7), Buffer.alloc(length));

const sound = { kind: 'notVideo', found: 'audio', what: 'a Windows Media audio file' };
const video = { kind: 'video', container: 'wmv' };

test.each<[string, Buffer[], object]>([
	['sound', [stream(AUDIO)], sound],
	['sound twice, behind other objects', [other(0), other(50), stream(AUDIO), stream(AUDIO)], sound],
	['sound and a picture', [stream(AUDIO), stream(VIDEO)], video],
	['a picture', [stream(VIDEO)], video],
	['no stream', [other(10)], video],
	[
		'sound behind an object that is too short to be one',
		[object(Buffer.alloc(16, 7), Buffer.alloc(0), 23), stream(AUDIO)],
		video,
	],
])('a header with %s', (_what, objects, found) => {
	expect(recogniseAsf(header(...objects))).toEqual(found);
	expect(recogniseAsf(Buffer.concat([header(...objects), Buffer.alloc(100)]))).toEqual(found);
});

test('what stands behind the header counts no more', () => {
	expect(recogniseAsf(Buffer.concat([header(stream(AUDIO)), stream(VIDEO)]))).toEqual(sound);
});

test('a header of which the end is not seen may have a picture', () => {
	const start = header(stream(AUDIO), other(100));

	expect(recogniseAsf(start.subarray(0, -1))).toEqual(video);
});

test('another file is none', () => {
	expect(recogniseAsf(Buffer.alloc(100))).toBeUndefined();
});
