import { hasBytes, readLatin1, readUint, readUintLE } from './bytes';
import { recogniseAudioFrames } from './audioFrames';
import { SIGNATURES } from './signatures';
import { notVideo, type NotVideo } from './recognised';

/** Names of a ZIP archive's first files that tell what the archive is. */
const ZIP_KINDS: ReadonlyArray<readonly [firstFile: RegExp, kind: NotVideo]> = [
	[/^word\/|^\[Content_Types\]\.xml[^]*word\//, notVideo('document', 'a Word document')],
	[/^xl\/|^\[Content_Types\]\.xml[^]*xl\//, notVideo('document', 'an Excel workbook')],
	[/^ppt\/|^\[Content_Types\]\.xml[^]*ppt\//, notVideo('document', 'a PowerPoint presentation')],
	[/^(\[Content_Types\]\.xml|_rels\/|docProps\/)/, notVideo('document', 'an Office document')],
	[/^mimetypeapplication\/epub\+zip/, notVideo('document', 'an EPUB book')],
	[/^mimetypeapplication\/vnd\.oasis/, notVideo('document', 'an OpenDocument file')],
	[/^(META-INF\/|AndroidManifest\.xml|classes\.dex)/, notVideo('program', 'a program')],
];
const ZIP_HEADER_LENGTH = 30;

/** Names a file of another kind that its first bytes tell: an image, an archive, sound, a document, a program. */
export function recogniseOtherFile(start: Uint8Array, size: number): NotVideo | undefined {
	if (hasBytes(start, 'PK\x03\x04')) return recogniseZip(start);
	const signature = SIGNATURES.find(([, , firstBytes, offset = 0]) => hasBytes(start, firstBytes, offset));
	if (signature !== undefined) return notVideo(signature[0], signature[1]);
	return recogniseRiff(start) ?? recogniseStructure(start, size) ?? recogniseAudioFrames(start);
}

/**
 * Names the image of a disc, whose first mark lies behind 32 KiB of anything, mostly zeros.
 *
 * @param start as much of the file's start as there is
 */
export function recogniseDiscImage(start: Uint8Array): NotVideo | undefined {
	const isDisc = ['CD001', 'BEA01'].some((mark) => hasBytes(start, mark, DISC_MARK_AT));
	return isDisc ? notVideo('archive', 'the image of a disc') : undefined;
}

const DISC_MARK_AT = 0x8001;

function recogniseZip(start: Uint8Array): NotVideo {
	const names = readLatin1(start, ZIP_HEADER_LENGTH, start.length);
	return ZIP_KINDS.find(([firstFile]) => firstFile.test(names))?.[1] ?? notVideo('archive', 'a ZIP archive');
}

function recogniseRiff(start: Uint8Array): NotVideo | undefined {
	if (!['RIFF', 'RIFX', 'RF64', 'BW64'].some((name) => hasBytes(start, name))) return undefined;
	switch (readLatin1(start, 8, 4)) {
		case 'WAVE':
			return notVideo('audio', 'a WAV audio file');
		case 'WEBP':
			return notVideo('image', 'a WebP image');
		case 'RMID':
			return notVideo('audio', 'a MIDI file');
		case 'ACON':
			return notVideo('image', 'a cursor');
		case 'RMP3':
			return notVideo('audio', 'an MP3 audio file');
		case 'QLCM':
		case 'sfbk':
		case 'DLS ':
		case 'CDDA':
			return notVideo('audio', 'an audio file');
		default:
			return undefined;
	}
}

/** Kinds whose mark is too short to stand for itself. */
function recogniseStructure(start: Uint8Array, size: number): NotVideo | undefined {
	if (hasBytes(start, 'BM') && BMP_HEADER_LENGTHS.includes(readUintLE(start, 14, 4))) {
		return notVideo('image', 'a BMP image');
	}
	if (isIcon(start)) return notVideo('image', 'an icon');
	if (hasBytes(start, 'MZ') && readUintLE(start, 0x3c, 4) < size) {
		return notVideo('program', 'a Windows program');
	}
	if (isTar(start)) return notVideo('archive', 'a tar archive');
	if (hasBytes(start, '\0\x01\0\0\0') && (start[5] ?? 0) > 3) return notVideo('font', 'a font');
	return undefined;
}

/** An archive older than its mark: the sum of its header stands in it, with blanks in its place while it is added up. */
function isTar(start: Uint8Array): boolean {
	const header = start.subarray(0, TAR_HEADER_LENGTH);
	const written = /^ *([0-7]{1,6})[ \0]/.exec(readLatin1(header, TAR_SUM_AT, 8))?.[1];
	if (written === undefined || header.length < TAR_HEADER_LENGTH || header[0] === 0) return false;
	const blank = 0x20;
	const sum = header.reduce((total, byte, at) => {
		return total + (at >= TAR_SUM_AT && at < TAR_SUM_AT + 8 ? blank : byte);
	}, 0);
	return sum === parseInt(written, 8);
}

const TAR_HEADER_LENGTH = 512;
const TAR_SUM_AT = 148;

const BMP_HEADER_LENGTHS = [12, 40, 52, 56, 64, 108, 124];

/** A list of pictures, the first of which lies behind the list and inside any file. */
function isIcon(start: Uint8Array): boolean {
	if (!hasBytes(start, '\0\0\x01\0') && !hasBytes(start, '\0\0\x02\0')) return false;
	const count = readUintLE(start, 4, 2);
	const listEnd = 6 + 16 * count;
	return (
		count > 0 &&
		count < 256 &&
		start[9] === 0 &&
		readUintLE(start, 18, 4) === listEnd &&
		readUint(start, 14, 4) > 0
	);
}
