import { hasBytes, readLatin1, readUintLE } from './bytes';
import { notVideo, video, type Recognised } from './recognised';

/** GUIDs as their bytes stand in a file. Source: Advanced Systems Format specification, section 10. */
const HEADER = '\x30\x26\xb2\x75\x8e\x66\xcf\x11\xa6\xd9\x00\xaa\x00\x62\xce\x6c';
const STREAM_PROPERTIES = '\x91\x07\xdc\xb7\xb7\xa9\xcf\x11\x8e\xe6\x00\xc0\x0c\x20\x53\x65';
const AUDIO_STREAM = '\x40\x9e\x69\xf8\x4d\x5b\xcf\x11\xa8\xfd\x00\x80\x5f\x5c\x44\x2b';
const GUID_LENGTH = 16;
const OBJECT_HEADER_LENGTH = 24;
const HEADER_LENGTH = 30;

/** Recognises Windows Media; as audio only where all of the header is seen and every stream in it is sound. */
export function recogniseAsf(start: Uint8Array): Recognised | undefined {
	if (!hasBytes(start, HEADER)) return undefined;
	const headerEnd = readUintLE(start, GUID_LENGTH, 8);
	const streams = headerEnd <= start.length ? streamTypes(start, headerEnd) : [];
	const isAudio = streams.length > 0 && streams.every((type) => type === AUDIO_STREAM);
	return isAudio ? notVideo('audio', 'a Windows Media audio file') : video('wmv');
}

function streamTypes(start: Uint8Array, headerEnd: number): string[] {
	const types: string[] = [];
	let object = HEADER_LENGTH;
	while (object < headerEnd) {
		const length = readUintLE(start, object + GUID_LENGTH, 8);
		if (!(length >= OBJECT_HEADER_LENGTH)) break;
		if (hasBytes(start, STREAM_PROPERTIES, object)) {
			types.push(readLatin1(start, object + OBJECT_HEADER_LENGTH, GUID_LENGTH));
		}
		object += length;
	}
	return types;
}
