import { readLatin1, readUint } from './bytes';
import { notVideo, video, type NotVideo, type Recognised } from './recognised';

/** Source of the brands: the MP4 Registration Authority's list, mp4ra.org, and what cameras write. */
const AUDIO_BRANDS = new Set(['M4A ', 'M4B ', 'M4P ', 'F4A ', 'F4B ', 'aax ', 'aaxc']);
const IMAGE_BRANDS = new Map([
	...['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'mif1', 'msf1'].map(
		(brand) => [brand, 'a HEIC image'] as const,
	),
	['avif', 'an AVIF image'],
	['avis', 'an AVIF image'],
	['crx ', 'a Canon raw image'],
	['jp2 ', 'a JPEG 2000 image'],
	['jpx ', 'a JPEG 2000 image'],
	['jpm ', 'a JPEG 2000 image'],
	['jxl ', 'a JPEG XL image'],
]);
const QUICKTIME_BRANDS = new Set(['qt  ', 'mqt ', 'niko']);
const VIDEO_BRAND =
	/^(isom|iso[2-9a-c]|mp4[12]|avc1|hvc1|M4V|M4VH|M4VP|f4v |F4V |dash|msdh|cmf|MSNV|XAVC|mmp4|mjp2|mj2s|qt  |3g)/;

/** Boxes that stand outside all others. A QuickTime film may begin with any of them, without `ftyp`. */
const OUTER_BOXES = new Set([
	...[
		'moov',
		'mdat',
		'wide',
		'free',
		'skip',
		'pnot',
		'moof',
		'styp',
		'sidx',
		'ssix',
		'emsg',
		'prft',
		'pdin',
		'uuid',
	],
	...['mfra', 'udta', 'meta', 'junk', 'PICT', 'pict', 'prfl'],
]);
const FRAGMENT_BOXES = new Set(['styp', 'moof', 'sidx', 'ssix', 'emsg', 'prft', 'pdin']);
const MOVIE_CHILDREN = new Set([
	'mvhd',
	'cmov',
	'iods',
	'trak',
	'udta',
	'rmra',
	'mvex',
	'clip',
	'ctab',
	'meta',
]);
const SILENT_PICTURE_HANDLERS = new Set([
	'soun',
	'text',
	'sbtl',
	'subt',
	'tmcd',
	'meta',
	'hint',
	'odsm',
	'sdsm',
]);

interface Box {
	type: string;
	/** Where it begins, where what is in it begins, and where it ends, in bytes from the file's start. */
	from: number;
	content: number;
	end: number;
}

/**
 * Recognises an MP4, MOV, 3GP, and the audio and image files built like them, by brand or by their chain of boxes.
 *
 * @param size of the whole file, in bytes
 */
export function recogniseIsoMedia(start: Uint8Array, size: number): Recognised | undefined {
	const boxes = [...boxesIn(start, 0, size)];
	const container =
		boxes[0]?.type === 'ftyp' ? brandOf(start, boxes[0]) : containerOfChain(start, boxes, size);
	if (container?.kind !== 'video') return container;
	if (isAudioOnly(start, boxes)) return notVideo('audio', 'sound without a picture in an MP4 file');
	if (isCutOff(boxes, size)) return notVideo('cutOff', 'only the beginning of a video');
	return container;
}

function brandOf(start: Uint8Array, { content, end }: Box): Recognised | undefined {
	const major = readLatin1(start, content, 4);
	if (major.length < 4) return undefined;
	if (QUICKTIME_BRANDS.has(major)) return video('mov');
	if (/^3g[2a-z]/i.test(major)) return video('3gp');
	if (VIDEO_BRAND.test(major)) return video('mp4');
	const byMajor = imageOrAudio(major);
	if (byMajor !== undefined) return byMajor;

	const list = readLatin1(start, content + 8, Math.max(0, end - content - 8));
	const compatible: readonly string[] = list.match(/[^]{4}/g) ?? [];
	if (compatible.includes('qt  ')) return video('mov');
	if (compatible.some((brand) => VIDEO_BRAND.test(brand))) return video('mp4');
	return compatible.map(imageOrAudio).find((found) => found !== undefined) ?? video('mp4');
}

function imageOrAudio(brand: string): NotVideo | undefined {
	if (AUDIO_BRANDS.has(brand)) return notVideo('audio', 'an M4A audio file');
	const image = IMAGE_BRANDS.get(brand);
	return image === undefined ? undefined : notVideo('image', image);
}

/** A chain counts as one when every box seen has a type and an end that can be; `mdat` may be cut off. */
function containerOfChain(start: Uint8Array, boxes: Box[], size: number): Recognised | undefined {
	const isChain = boxes.every((box) => {
		if (!OUTER_BOXES.has(box.type)) return false;
		return box.type === 'mdat' || box.end <= size || isMovie(start, box);
	});
	if (boxes.length === 0 || !isChain) return undefined;
	return video(boxes.some(({ type }) => FRAGMENT_BOXES.has(type)) ? 'mp4' : 'mov');
}

function isMovie(start: Uint8Array, { type, content }: Box): boolean {
	return type === 'moov' && MOVIE_CHILDREN.has(readLatin1(start, content + 4, 4));
}

/** Whether the description of all tracks is in the first bytes, and none of them has a picture. */
function isAudioOnly(start: Uint8Array, boxes: Box[]): boolean {
	const movie = boxes.find(({ type }) => type === 'moov');
	if (movie === undefined || movie.end > start.length) return false;
	const handlers = [...boxesIn(start, movie.content, movie.end)]
		.filter(({ type }) => type === 'trak')
		.map((track) => handlerOf(start, track));
	return handlers.includes('soun') && handlers.every((handler) => SILENT_PICTURE_HANDLERS.has(handler));
}

function handlerOf(start: Uint8Array, track: Box): string {
	const media = [...boxesIn(start, track.content, track.end)].find(({ type }) => type === 'mdia');
	const handler = media && [...boxesIn(start, media.content, media.end)].find(({ type }) => type === 'hdlr');
	return handler === undefined ? '' : readLatin1(start, handler.content + 8, 4);
}

/** Whether the picture's data goes on beyond the file's end, and what describes it would come behind. */
function isCutOff(boxes: Box[], size: number): boolean {
	const last = boxes.at(-1);
	const described = boxes.some(({ type }) => type === 'moov' || type === 'moof');
	return boxes[0]?.type === 'ftyp' && last?.type === 'mdat' && last.end > size && !described;
}

/** The boxes between two places, as far as the first bytes reach; ends at what can be no box. */
function* boxesIn(start: Uint8Array, from: number, to: number): Generator<Box> {
	let offset = from;
	while (offset < to) {
		const box = readBox(start, offset, to);
		if (box === undefined) return;
		yield box;
		offset = box.end;
	}
}

function readBox(start: Uint8Array, from: number, parentEnd: number): Box | undefined {
	const type = readLatin1(start, from + 4, 4);
	if (type.length < 4) return undefined;
	const size = readUint(start, from, 4);
	if (size === 0) return { type, from, content: from + 8, end: parentEnd };
	if (size >= 8) return { type, from, content: from + 8, end: from + size };
	const longSize = size === 1 ? readUint(start, from + 8, 8) : NaN;
	return longSize >= 16 ? { type, from, content: from + 16, end: from + longSize } : undefined;
}
