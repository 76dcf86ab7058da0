import { hasBytes, readUint } from './bytes';
import type { Container } from './containers';
import { notVideo, video, type Recognised } from './recognised';

const FIRST_BYTES: ReadonlyArray<readonly [firstBytes: string, container: Container]> = [
	['\x06\x0e\x2b\x34\x02\x05\x01\x01\x0d\x01\x02', 'mxf'],
	['.RMF\0\0', 'rm'],
	['\xb7\xd8\x00\x20\x37\x49\xda\x11\xa6\x4e\x00\x07\xe9\x5e\xad\x8d', 'wtv'],
	['DKIF\0\0', 'ivf'],
	['nut/multimedia container\0', 'nut'],
	['\x1f\x07\x00\x3f', 'dv'],
	['\x1f\x07\x00\xbf', 'dv'],
];
const AVI_FORMS = ['AVI ', 'AVIX', 'AVI\x19'];

/** Recognises AVI by its RIFF form, FLV, and containers that always begin in the same way. */
export function recogniseOtherVideo(start: Uint8Array): Recognised | undefined {
	if (hasBytes(start, 'RIFF') && AVI_FORMS.some((form) => hasBytes(start, form, 8))) return video('avi');
	if (hasBytes(start, 'FLV\x01')) return recogniseFlv(start);
	const container = FIRST_BYTES.find(([firstBytes]) => hasBytes(start, firstBytes))?.[1];
	return container === undefined ? undefined : video(container);
}

/** Recognises uncompressed frames: their header is a line of text, and what follows may look like one. */
export function recogniseRawFrames(start: Uint8Array): Recognised | undefined {
	return hasBytes(start, 'YUV4MPEG2 W') ? video('y4m') : undefined;
}

/** Recorders set the header's marks wrongly, so only sound in every tag seen proves that there is no picture. */
function recogniseFlv(start: Uint8Array): Recognised {
	const hasPictureMark = ((start[4] ?? 0) & 1) !== 0;
	const tags = hasPictureMark ? [] : [...flvTags(start)];
	const isAudio = tags.includes(FLV_AUDIO_TAG) && !tags.includes(FLV_VIDEO_TAG);
	return isAudio ? notVideo('audio', 'sound without a picture in an FLV file') : video('flv');
}

const FLV_AUDIO_TAG = 8;
const FLV_VIDEO_TAG = 9;

/** The type of each tag. Source: Adobe Flash Video File Format Specification 10.1, annex E. */
function* flvTags(start: Uint8Array): Generator<number> {
	const sizeOfPreviousTag = 4;
	const tagHeader = 11;
	let tag = readUint(start, 5, 4) + sizeOfPreviousTag;
	while (tag + tagHeader <= start.length) {
		yield (start[tag] ?? 0) & 0x1f;
		tag += tagHeader + readUint(start, tag + 1, 3) + sizeOfPreviousTag;
	}
}
