import { notVideo, type NotVideo } from './recognised';

const MP3 = notVideo('audio', 'an MP3 audio file');
const AAC = notVideo('audio', 'an AAC audio file');

/** Kilobits a second by the header's number; 0 leaves a frame's length open. Source: ISO/IEC 11172-3 and 13818-3. */
const BIT_RATES = {
	mpeg1: {
		1: [32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448],
		2: [32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384],
		3: [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320],
	},
	mpeg2: {
		1: [32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256],
		2: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
		3: [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160],
	},
} as const;
const SAMPLE_RATES = [44100, 48000, 32000];
/** By the header's number of the MPEG version: 2.5, none, 2, 1. */
const SAMPLE_RATE_DIVISORS = [4, undefined, 2, 1];

/** Recognises MP3 and AAC without a tag before them by two frames that follow each other. */
export function recogniseAudioFrames(start: Uint8Array): NotVideo | undefined {
	if (frameFollows(start, aacFrameLength)) return AAC;
	return frameFollows(start, mpegFrameLength) ? MP3 : undefined;
}

type FrameLength = (bytes: Uint8Array, at: number) => number | undefined;

function frameFollows(start: Uint8Array, frameLength: FrameLength): boolean {
	const first = frameLength(start, 0);
	return first !== undefined && frameLength(start, first) !== undefined;
}

function aacFrameLength(bytes: Uint8Array, at: number): number | undefined {
	const [sync = 0, layer = 0, , high = 0, middle = 0, low = 0] = bytes.subarray(at, at + 6);
	if (sync !== 0xff || (layer & 0xf6) !== 0xf0) return undefined;
	const length = ((high & 3) << 11) | (middle << 3) | (low >> 5);
	return length > 7 ? length : undefined;
}

function mpegFrameLength(bytes: Uint8Array, at: number): number | undefined {
	const [sync = 0, kind = 0, rates = 0] = bytes.subarray(at, at + 3);
	if (sync !== 0xff || (kind & 0xe0) !== 0xe0) return undefined;
	const layer = LAYERS[(kind >> 1) & 3];
	const divisor = SAMPLE_RATE_DIVISORS[(kind >> 3) & 3];
	const sampleRate = SAMPLE_RATES[(rates >> 2) & 3];
	if (layer === undefined || divisor === undefined || sampleRate === undefined) return undefined;
	const bitRate = BIT_RATES[divisor === 1 ? 'mpeg1' : 'mpeg2'][layer][(rates >> 4) - 1];
	if (bitRate === undefined) return undefined;
	const padding = (rates >> 1) & 1;
	const bytesASecond = bitRate * 125;
	const samples = layer === 1 ? 384 : layer === 3 && divisor !== 1 ? 576 : 1152;
	const slot = layer === 1 ? 4 : 1;
	const slots = Math.floor((samples * bytesASecond * divisor) / (sampleRate * slot)) + padding;
	return slots * slot;
}

/** By the header's number. */
const LAYERS = [undefined, 3, 2, 1] as const;
