import { hasBytes } from './bytes';
import { notVideo, video, type Recognised } from './recognised';

const VIDEO_STREAMS = ['\x80theora', '\x01video', 'BBCD\0', 'OVP80', '\x80daala'];
const AUDIO_STREAMS = ['\x01vorbis', 'OpusHead', 'Speex   ', '\x7fFLAC', '\x01audio', 'CELT    ', 'PCM     '];

/** Recognises Ogg by what its streams begin with: each has a page of its own, before all others. Source: RFC 3533. */
export function recogniseOgg(start: Uint8Array): Recognised | undefined {
	if (!hasBytes(start, 'OggS')) return undefined;
	const streams = [...firstPages(start)];
	const hasStream = (kinds: string[]) =>
		streams.some((content) => kinds.some((kind) => hasBytes(start, kind, content)));
	const isAudio = hasStream(AUDIO_STREAMS) && !hasStream(VIDEO_STREAMS);
	return isAudio ? notVideo('audio', 'an Ogg audio file') : video('ogv');
}

/** Where the content of each stream's first page begins. */
function* firstPages(start: Uint8Array): Generator<number> {
	const headerLength = 27;
	let page = 0;
	while (hasBytes(start, 'OggS', page) && ((start[page + 5] ?? 0) & 2) !== 0) {
		const segments = start.subarray(page + headerLength, page + headerLength + (start[page + 26] ?? 0));
		const content = page + headerLength + segments.length;
		yield content;
		page = content + segments.reduce((sum, length) => sum + length, 0);
	}
}
