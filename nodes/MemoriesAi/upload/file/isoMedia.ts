import { readLatin1, readUint } from './bytes';
import { notVideo, video, type NotVideo, type Recognised } from './recognised';

/**
 * In lower case, and with blanks where some writers put zeros. Source: the MP4 Registration Authority's list, mp4ra.org,
 * ISO/IEC 23008-12, and what cameras write.
 */
const AUDIO_BRANDS = new Set(['m4a ', 'm4b ', 'm4p ', 'm4r ', 'f4a ', 'f4b ', 'aax ', 'aaxc']);
const IMAGE_BRANDS = new Map(
	(
		[
			['a HEIC image', 'heic heix heim heis hevc hevx hevm hevs mif1 msf1'],
			['a HEIF image', 'heif mif2 mif3 miaf 1pic avci avcs jpeg jpgs j2ki j2is vvic vvis'],
			['an AVIF image', 'avif avis avio'],
			['a Canon raw image', 'crx'],
			['a JPEG 2000 image', 'jp2 jpx jpm jph jhc'],
			['a JPEG XL image', 'jxl'],
			['a JPEG XS image', 'jxs'],
		] as const
	).flatMap(([image, brands]) => brands.split(' ').map((brand) => [brand.padEnd(4), image] as const)),
);
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
/** Stands before `ftyp` in a Motion JPEG 2000 film, and in still images. */
const JPEG_2000_SIGNATURE = 'jP  ';
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
	const container = containerOf(start, boxes, size);
	if (container?.kind !== 'video') return container;
	if (isAudioOnly(start, boxes)) return notVideo('audio', 'sound without a picture in an MP4 file');
	if (isCutOff(boxes, size)) return notVideo('cutOff', 'only the beginning of a video');
	return container;
}

/** By its brand, also where padding stands before it, or by its chain of boxes. */
function containerOf(start: Uint8Array, boxes: Box[], size: number): Recognised | undefined {
	const fileType = boxes.findIndex(({ type }) => type === 'ftyp');
	const brand = boxes[fileType];
	const before = boxes.slice(0, Math.max(0, fileType));
	const isBehindPadding = before.every(
		(box) => box.type === JPEG_2000_SIGNATURE || isOuter(start, box, size),
	);
	if (brand !== undefined && isBehindPadding) return brandOf(start, brand);
	return containerOfChain(start, boxes, size);
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

function imageOrAudio(written: string): NotVideo | undefined {
	const brand = written.replace(/\0/g, ' ').toLowerCase();
	if (AUDIO_BRANDS.has(brand)) return notVideo('audio', 'an M4A audio file');
	const image = IMAGE_BRANDS.get(brand);
	return image === undefined ? undefined : notVideo('image', image);
}

/** A chain counts as one when every box seen, up to one that describes a film, is one that stands outside all others. */
function containerOfChain(start: Uint8Array, boxes: Box[], size: number): Recognised | undefined {
	const movie = boxes.findIndex((box) => isMovie(start, box));
	const chain = movie === -1 ? boxes : boxes.slice(0, movie + 1);
	if (chain.length === 0 || !chain.every((box) => isOuter(start, box, size))) return undefined;
	return video(boxes.some(({ type }) => FRAGMENT_BOXES.has(type)) ? 'mp4' : 'mov');
}

/** Whether a box stands outside all others and has an end that can be; `mdat` may be cut off. */
function isOuter(start: Uint8Array, box: Box, size: number): boolean {
	if (!OUTER_BOXES.has(box.type)) return false;
	return box.type === 'mdat' || box.end <= size || isMovie(start, box);
}

function isMovie(start: Uint8Array, { type, content }: Box): boolean {
	return type === 'moov' && MOVIE_CHILDREN.has(readLatin1(start, content + 4, 4));
}

/** Whether every track of the film is seen to the place that tells its kind, and none of them has a picture. */
function isAudioOnly(start: Uint8Array, boxes: Box[]): boolean {
	const movie = boxes.find(({ type }) => type === 'moov');
	if (movie === undefined) return false;
	const parts = [...boxesIn(start, movie.content, movie.end)];
	const handlers = parts.filter(({ type }) => type === 'trak').map((track) => handlerOf(start, track));
	const areAllSeen = movie.end <= start.length || handlers.length === tracksAtMost(start, parts);
	return (
		areAllSeen &&
		handlers.includes('soun') &&
		handlers.every((handler) => SILENT_PICTURE_HANDLERS.has(handler))
	);
}

/** How many tracks a film can have: their ids are below the next one that is free. Source: ISO/IEC 14496-12, 8.2.2. */
function tracksAtMost(start: Uint8Array, partsOfMovie: Box[]): number {
	const header = partsOfMovie.find(({ type }) => type === 'mvhd');
	if (header === undefined) return NaN;
	const hasLongTimes = start[header.content] === 1;
	return readUint(start, header.content + (hasLongTimes ? 108 : 96), 4) - 1;
}

function handlerOf(start: Uint8Array, track: Box): string {
	const media = [...boxesIn(start, track.content, track.end)].find(({ type }) => type === 'mdia');
	const handler = media && [...boxesIn(start, media.content, media.end)].find(({ type }) => type === 'hdlr');
	return handler === undefined ? '' : readLatin1(start, handler.content + 8, 4);
}

/** Whether the file ends before what describes its picture does. */
function isCutOff(boxes: Box[], size: number): boolean {
	if (!boxes.some(({ type }) => type === 'ftyp')) return false;
	const last = boxes.at(-1);
	const described = boxes.some(({ type }) => type === 'moov' || FRAGMENT_BOXES.has(type));
	const isWholeDescription = last?.type !== 'moov' || last.end <= size;
	return last !== undefined && last.end >= size && !(described && isWholeDescription);
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
