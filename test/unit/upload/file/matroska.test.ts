import { recogniseMatroska } from '../../../../nodes/MemoriesAi/upload/file/matroska';

const ID = {
	header: '1a45dfa3',
	docType: '4282',
	segment: '18538067',
	tracks: '1654ae6b',
	entry: 'ae',
	type: '83',
};

/** An element with its size in so many bytes; of a size that is not known for `open`. */
function element(id: string, content: Buffer | string, { sizeBytes = 1, open = false } = {}): Buffer {
	const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
	const size = Buffer.alloc(sizeBytes, open ? 0xff : 0);
	if (!open) size.writeUIntBE(bytes.length, 0, Math.min(sizeBytes, 6));
	size[0] = open ? 0xff >> (sizeBytes - 1) : (size[0] ?? 0) | (0x80 >> (sizeBytes - 1));
	return Buffer.concat([Buffer.from(id, 'hex'), size, bytes]);
}

const header = (docType: string) => element(ID.header, element(ID.docType, docType));
const track = (type: number) => element(ID.entry, element(ID.type, Buffer.from([type])));
const tracks = (...types: number[]) => element(ID.tracks, Buffer.concat(types.map(track)));

const [picture, sound, subtitles] = [1, 2, 17];
const whatIs = (...parts: Buffer[]) => recogniseMatroska(Buffer.concat(parts));

describe('the kind of document', () => {
	test.each([
		['matroska', 'mkv'],
		['matroska\0\0', 'mkv'],
		['webm', 'webm'],
	])('%j is a video in %s', (docType, container) => {
		expect(whatIs(header(docType))).toEqual({ kind: 'video', container });
	});

	test('none is Matroska', () => {
		expect(whatIs(element(ID.header, ''))).toEqual({ kind: 'video', container: 'mkv' });
	});

	test.each(['other', 'matroska2'])('%s is none that is known', (docType) => {
		expect(whatIs(header(docType))).toBeUndefined();
	});

	test('of a file that does not begin so is none', () => {
		expect(whatIs(Buffer.from('0000'), header('webm'))).toBeUndefined();
		expect(whatIs(header('webm').fill(0x1b, 0, 1))).toBeUndefined();
		expect(recogniseMatroska(Buffer.from('1a45dfa3', 'hex'))).toBeUndefined();
		expect(recogniseMatroska(Buffer.alloc(0))).toBeUndefined();
	});
});

describe('the tracks', () => {
	const withTracks = (...types: number[]) => whatIs(header('webm'), element(ID.segment, tracks(...types)));

	test.each([
		['a picture', [picture]],
		['sound and a picture', [sound, picture]],
		['none', []],
		['a kind that is not known', [sound, 9]],
	])('%s is a video', (_what, types) => {
		expect(withTracks(...types)).toEqual({ kind: 'video', container: 'webm' });
	});

	test.each([
		['sound', [sound], { found: 'audio', what: 'sound without a picture in a WebM file' }],
		['sound and subtitles', [subtitles, sound], { found: 'audio' }],
		['subtitles', [subtitles], { found: 'subtitles', what: 'subtitles without a picture in a WebM file' }],
	])('%s is none', (_what, types, what) => {
		expect(withTracks(...types)).toMatchObject({ kind: 'notVideo', ...what });
	});

	test('of Matroska are called so', () => {
		expect(whatIs(header('matroska'), element(ID.segment, tracks(sound)))).toMatchObject({
			what: 'sound without a picture in a Matroska file',
		});
	});

	test.each([1, 2, 4, 8])('count in a segment whose size is not known, in %d bytes', (sizeBytes) => {
		const segment = element(ID.segment, tracks(sound), { open: true, sizeBytes });

		expect(whatIs(header('webm'), segment)).toMatchObject({ kind: 'notVideo' });
	});

	test.each([1, 2, 4])('count with their size in %d bytes, behind other elements', (sizeBytes) => {
		const other = element('ec', Buffer.alloc(60, 0xff), { sizeBytes });
		const inner = element(ID.tracks, track(sound), { sizeBytes });

		expect(whatIs(header('webm'), element(ID.segment, Buffer.concat([other, inner])))).toMatchObject({
			kind: 'notVideo',
		});
	});

	test('a size of which only some bits are set is one', () => {
		const filler = element('ec', Buffer.alloc(0x3f00, 0xff), { sizeBytes: 2 });
		const segment = element(ID.segment, Buffer.concat([filler, tracks(sound)]), { sizeBytes: 4 });

		expect(whatIs(header('webm'), segment)).toMatchObject({ kind: 'notVideo' });
	});

	test('count only when all of them are seen', () => {
		const whole = Buffer.concat([header('webm'), element(ID.segment, tracks(sound, sound))]);

		expect(recogniseMatroska(whole)).toMatchObject({ kind: 'notVideo' });
		expect(recogniseMatroska(whole.subarray(0, -1))).toEqual({ kind: 'video', container: 'webm' });
	});

	test('count only in a segment', () => {
		expect(whatIs(header('webm'), element('114d9b74', tracks(sound)))).toEqual({
			kind: 'video',
			container: 'webm',
		});
		expect(whatIs(header('webm'), element(ID.segment, element('ec', tracks(sound))))).toMatchObject({
			kind: 'video',
		});
	});

	test('end where an id or a size is none', () => {
		const broken = Buffer.from([0x08, 0x81, 0x00]);
		const longSize = Buffer.from([0xec, 0x00, 0x00, 0x00]);
		for (const part of [broken, longSize]) {
			const segment = element(ID.segment, Buffer.concat([part, tracks(sound)]));
			expect(whatIs(header('webm'), segment)).toMatchObject({ kind: 'video' });
		}
	});
});
