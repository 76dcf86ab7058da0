import { recogniseAsf } from './asf';
import { recogniseBytesAsText } from './bytesAsText';
import { recogniseIsoMedia } from './isoMedia';
import { recogniseMatroska } from './matroska';
import { recogniseMpeg } from './mpeg';
import { recogniseOgg } from './ogg';
import { recogniseDiscImage, recogniseOtherFile } from './otherFiles';
import { recogniseOtherVideo, recogniseRawFrames } from './otherVideos';
import { readText, readTextPrefix } from './readText';
import { notVideo, type NotVideo, type Recognised } from './recognised';
import { recogniseText, recogniseTextPrefix } from './textKinds';
import { unwrapBrokenDataUrl, unwrapText, type Wrapped } from './wrapped';

/** How much of a file's start is enough to say what it is, in bytes. */
export const PEEKED_BYTES = 8192;

/** The smallest video of any container is larger, in bytes. */
const SMALLEST_VIDEO = 128;
/** A data URL of base64 of base64 is looked into, no deeper. */
const DEEPEST_WRAPPING = 3;
/** Names of n8n's binary data storages, which stand in a binary field's `data` beside the file's id. */
const STORAGE_MODES = ['filesystem-v2', 'filesystem', 'default', 'database', 's3', 'azure', 'azure-blob'];

const WRAPPINGS = {
	base64: 'base64 text',
	hex: 'hexadecimal digits',
	dataUrl: 'a data URL',
	brokenDataUrl: 'a data URL that was decoded with its first words',
} as const satisfies Record<Wrapped['found'], string>;

/**
 * Says what a file is. Never throws, whatever the bytes; takes time in proportion to their number.
 *
 * @param start the first bytes: `PEEKED_BYTES` of them, or all of a smaller file
 * @param size of the whole file, in bytes
 */
export function recognise(start: Uint8Array, size: number): Recognised {
	const recognised = look(start.subarray(0, PEEKED_BYTES), size, 0);
	if (recognised.kind === 'video' && size < SMALLEST_VIDEO) return tooShort(size);
	return recognised.kind === 'video' ? recognised : (recogniseDiscImage(start) ?? recognised);
}

function look(start: Uint8Array, size: number, depth: number): Recognised {
	return (
		recogniseStorageMode(start, size) ??
		recogniseRawFrames(start) ??
		recogniseBytesAsText(start) ??
		lookAtText(start, size, depth) ??
		recogniseIsoMedia(start, size) ??
		recogniseMatroska(start) ??
		recogniseOtherVideo(start) ??
		recogniseAsf(start) ??
		recogniseOgg(start) ??
		recogniseMpeg(start) ??
		recogniseOtherFile(start, size) ??
		lookInside(unwrapBrokenDataUrl(start), size, depth) ??
		recogniseTextPrefix(readTextPrefix(start)) ??
		recogniseEmptiness(start, size) ?? { kind: 'unknown' }
	);
}

/** The name as it is, or taken for base64 and decoded, as n8n does with it. */
function recogniseStorageMode(start: Uint8Array, size: number): NotVideo | undefined {
	if (size > SMALLEST_VIDEO) return undefined;
	const digits = Buffer.from(start).toString('base64');
	const mode = STORAGE_MODES.find((name) => {
		const decoded = Buffer.from(name, 'base64');
		return digits === decoded.toString('base64') || digits === Buffer.from(name).toString('base64');
	});
	return mode === undefined
		? undefined
		: notVideo('storageMode', `only '${mode}', the name of n8n's storage`);
}

function lookAtText(start: Uint8Array, size: number, depth: number): Recognised | undefined {
	const text = start.length === 0 ? undefined : readText(start);
	if (text === undefined) return undefined;
	return lookInside(unwrapText(text), size, depth) ?? recogniseText(text);
}

function lookInside(wrapped: Wrapped | undefined, size: number, depth: number): NotVideo | undefined {
	if (wrapped === undefined || depth >= DEEPEST_WRAPPING) return undefined;
	const { found, content, isCertain } = wrapped;
	// Of what is inside only the beginning is looked at: the size of what is around it is near enough.
	const inner = look(content.subarray(0, PEEKED_BYTES), size, depth + 1);
	const isSomething = inner.kind === 'video' || (inner.kind === 'notVideo' && inner.found !== 'tooShort');
	if (!isCertain && !isSomething) return undefined;
	return { ...notVideo(found, WRAPPINGS[found]), inner };
}

function recogniseEmptiness(start: Uint8Array, size: number): NotVideo | undefined {
	const [first] = start;
	if (size < SMALLEST_VIDEO) return tooShort(size);
	if (first === undefined || start.some((byte) => byte !== first)) return undefined;
	return notVideo('filler', first === 0 ? 'nothing but zeros' : 'the same byte over and over');
}

function tooShort(size: number): NotVideo {
	return notVideo('tooShort', size === 1 ? 'a single byte' : `only ${size} bytes`);
}
