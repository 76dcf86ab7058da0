import * as fc from 'fast-check';
import { PEEKED_BYTES, recognise } from '../../../../nodes/MemoriesAi/upload/file/container';
import { ODD_NON_VIDEOS } from '../../../fixtures/oddNonVideos';
import { ODD_VIDEOS } from '../../../fixtures/oddVideos';
import { NON_VIDEOS } from './support/nonVideos';
import { oddFile, recogniseFile } from './support/oddFiles';

const files = [
	...ODD_VIDEOS.map(({ file }) => oddFile('videos', file)),
	...ODD_NON_VIDEOS.map(({ file }) => oddFile('nonVideos', file)),
	...NON_VIDEOS.map(({ content }) => content),
].map((file) => file.subarray(0, PEEKED_BYTES));

/** Every short length, and some of the longer ones. */
const lengthsOf = (file: Buffer) =>
	Array.from({ length: file.length + 1 }, (_, length) => length).filter(
		(length) => length < 160 || length % 311 === 0,
	);

test('a beginning of any length is taken', () => {
	for (const file of files) {
		for (const length of lengthsOf(file)) {
			const start = file.subarray(0, length);
			recognise(start, length);
			recognise(start, file.length);
		}
	}
});

test('no beginning of a real video is taken for something else', () => {
	for (const { file } of ODD_VIDEOS) {
		const start = oddFile('videos', file).subarray(0, PEEKED_BYTES);
		for (const length of lengthsOf(start).filter((bytes) => bytes >= 64)) {
			const { kind } = recognise(start.subarray(0, length), start.length);
			expect([file, length, kind]).not.toContain('notVideo');
		}
	}
});

test('random bytes, and real files with random faults, never throw', () => {
	const faulty = fc
		.tuple(fc.constantFrom(...files), fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { maxLength: 12 }))
		.map(([file, faults]) => {
			const copy = Buffer.from(file);
			for (const [at, byte] of faults) if (at < copy.length) copy[at] = byte;
			return copy;
		});
	const bytes = fc.oneof(fc.uint8Array({ maxLength: 2 * PEEKED_BYTES }), faulty);
	fc.assert(
		fc.property(bytes, fc.oneof(fc.nat(20_000), fc.maxSafeNat()), (start, size) => {
			expect(['video', 'notVideo', 'unknown']).toContain(recognise(start, size).kind);
		}),
		{ numRuns: 1500 },
	);
});

test('text is never a video', () => {
	const words = fc.constantFrom(
		'moov',
		'mdat',
		'ftypisom',
		'RIFF....AVI LIST',
		'FLV',
		'OggS',
		'DKIF',
		'G@',
		'{"',
		' ',
		'\n',
	);
	const text = fc.array(fc.oneof(words, fc.string({ unit: 'grapheme-ascii' })), { minLength: 1 });
	const encode = fc.constantFrom<(text: string) => Buffer>(
		(characters) => Buffer.from(characters),
		(characters) => Buffer.from(`\uFEFF${characters}`),
		(characters) => Buffer.from(characters, 'utf16le'),
		(characters) => Buffer.from(`\uFEFF${characters}`, 'utf16le'),
		(characters) => Buffer.from(characters, 'utf16le').swap16(),
		(characters) => Buffer.from(`\uFEFF${characters}`, 'utf16le').swap16(),
	);
	fc.assert(
		fc.property(text, encode, (parts, encoded) => {
			expect(recogniseFile(encoded(`${parts.join('')}.`)).kind).toBe('notVideo');
		}),
		{ numRuns: 1000 },
	);
});
