import { hasBytes, readLatin1 } from './bytes';
import { notVideo, video, type Recognised } from './recognised';

/** EBML ids with their length marks, as hexadecimal digits. Source: RFC 8794 and RFC 9559. */
const EBML = '1a45dfa3';
const DOC_TYPE = '4282';
const SEGMENT = '18538067';
const TRACKS = '1654ae6b';
const TRACK_ENTRY = 'ae';
const TRACK_TYPE = '83';
const CONTAINERS: ReadonlyMap<string, 'mkv' | 'webm'> = new Map([
	['matroska', 'mkv'],
	['webm', 'webm'],
]);
const AUDIO_TRACK = 2;
const SUBTITLE_TRACK = 17;

interface Element {
	id: string;
	content: number;
	end: number;
}

/** Recognises Matroska and WebM by their DocType; as audio only where the tracks are seen and none has a picture. */
export function recogniseMatroska(start: Uint8Array): Recognised | undefined {
	if (!hasBytes(start, '\x1a\x45\xdf\xa3')) return undefined;
	const [header, segment] = elementsIn(start, 0, Infinity);
	if (header?.id !== EBML) return undefined;
	const docType = [...elementsIn(start, header.content, header.end)].find(({ id }) => id === DOC_TYPE);
	const name = docType && readLatin1(start, docType.content, docType.end - docType.content);
	// Matroska is what a header without DocType means.
	const container = CONTAINERS.get(name?.replace(/\0+$/, '') ?? 'matroska');
	if (container === undefined) return undefined;
	const types = segment?.id === SEGMENT ? trackTypes(start, segment) : [];
	if (types.length === 0 || !types.every((type) => type === AUDIO_TRACK || type === SUBTITLE_TRACK)) {
		return video(container);
	}
	const place = `without a picture in a ${container === 'webm' ? 'WebM' : 'Matroska'} file`;
	return types.includes(AUDIO_TRACK)
		? notVideo('audio', `sound ${place}`)
		: notVideo('subtitles', `subtitles ${place}`);
}

/** Of all tracks, where all of them are seen; empty otherwise. */
function trackTypes(start: Uint8Array, segment: Element): Array<number | undefined> {
	const tracks = [...elementsIn(start, segment.content, segment.end)].find(({ id }) => id === TRACKS);
	if (tracks === undefined || tracks.end > start.length) return [];
	return [...elementsIn(start, tracks.content, tracks.end)]
		.filter(({ id }) => id === TRACK_ENTRY)
		.map((entry) => [...elementsIn(start, entry.content, entry.end)].find(({ id }) => id === TRACK_TYPE))
		.map((type) => type && start[type.content]);
}

/** The elements between two places, as far as the first bytes reach. */
function* elementsIn(start: Uint8Array, from: number, to: number): Generator<Element> {
	let offset = from;
	while (offset < Math.min(to, start.length)) {
		const idLength = lengthOfVint(start[offset]);
		const sizeAt = offset + idLength;
		const sizeLength = lengthOfVint(start[sizeAt]);
		if (idLength > 4 || sizeLength > 8) return;
		const content = sizeAt + sizeLength;
		yield {
			id: Buffer.from(start.subarray(offset, sizeAt)).toString('hex'),
			content,
			end: content + sizeOfVint(start.subarray(sizeAt, content)),
		};
		offset = content + sizeOfVint(start.subarray(sizeAt, content));
	}
}

/** Bytes that a variable-length number takes, from the first of them; 9 where it can be none. */
function lengthOfVint(first: number | undefined): number {
	return first === undefined ? 9 : Math.clz32(first) - 23;
}

/** A size; that of an element whose end is not known is Infinity. */
function sizeOfVint(bytes: Uint8Array): number {
	const [first = 0, ...rest] = bytes;
	const mask = 2 ** (8 - bytes.length) - 1;
	if ((first & mask) === mask && rest.every((byte) => byte === 0xff)) return Infinity;
	return rest.reduce((value, byte) => value * 256 + byte, first & mask);
}
