import { hasBytes } from './bytes';
import { video, type Video } from './recognised';

const SYNC_BYTE = 0x47;
/** Bytes of a packet: plain, with the time code of cameras and Blu-ray before it, with error correction behind it. */
const PACKET_LENGTHS = [188, 192, 204];
const FEWEST_PACKETS = 3;
const PACKETS_LOOKED_AT = 8;

/**
 * Recognises MPEG-TS by its sync bytes, MPEG-PS and MPEG video by their first start code, and raw H.264 and H.265 by
 * the parameters they have to begin with.
 */
export function recogniseMpeg(start: Uint8Array): Video | undefined {
	if (isTransportStream(start)) return video('ts');
	if (isProgramStream(start) || isVideoSequence(start)) return video('mpg');
	return recogniseRawStream(start);
}

/** A recording may begin in the middle of a packet. */
function isTransportStream(start: Uint8Array): boolean {
	return PACKET_LENGTHS.some((length) => {
		for (let first = 0; first < length; first++) {
			if (isSynced(start, first, length)) return true;
		}
		return false;
	});
}

function isSynced(start: Uint8Array, first: number, length: number): boolean {
	const end = Math.min(start.length, first + PACKETS_LOOKED_AT * length);
	for (let packet = first; packet < end; packet += length) {
		if (start[packet] !== SYNC_BYTE) return false;
	}
	return end - first > (FEWEST_PACKETS - 1) * length;
}

function isProgramStream(start: Uint8Array): boolean {
	if (!hasBytes(start, '\x00\x00\x01\xba')) return false;
	const mark = start[4] ?? 0;
	const isMpeg2 = (mark & 0xc4) === 0x44;
	const isMpeg1 = (mark & 0xf1) === 0x21;
	return isMpeg2 || isMpeg1;
}

/** A sequence header whose width and height are not zero. */
function isVideoSequence(start: Uint8Array): boolean {
	if (!hasBytes(start, '\x00\x00\x01\xb3')) return false;
	const [high = 0, middle = 0, low = 0] = start.subarray(4, 7);
	return ((high << 4) | (middle >> 4)) !== 0 && (((middle & 0xf) << 8) | low) !== 0;
}

/** Annex B: a parameter set, or the delimiter that stands before one. */
function recogniseRawStream(start: Uint8Array): Video | undefined {
	const first = nalUnit(start, 0);
	if (first === undefined) return undefined;
	const isH264Delimiter = first.head === 0x09 && (first.next & 0x1f) === 0x10;
	const h264 = isH264Delimiter ? nalUnit(start, first.at + 2) : first;
	if (h264 !== undefined && (h264.head & 0x9f) === 0x07 && H264_PROFILES.has(h264.next)) return video('h264');
	const isH265Delimiter = first.head === 0x46 && first.next === 0x01;
	const h265 = isH265Delimiter ? nalUnit(start, first.at + 3) : first;
	return h265?.head === 0x40 && h265.next === 0x01 ? video('h265') : undefined;
}

const H264_PROFILES = new Set([44, 66, 77, 88, 100, 110, 118, 122, 128, 244]);

function nalUnit(start: Uint8Array, offset: number): { at: number; head: number; next: number } | undefined {
	const at = ['\x00\x00\x00\x01', '\x00\x00\x01'].find((code) => hasBytes(start, code, offset))?.length;
	if (at === undefined) return undefined;
	const [head = 0, next = 0] = start.subarray(offset + at, offset + at + 2);
	return { at: offset + at, head, next };
}
