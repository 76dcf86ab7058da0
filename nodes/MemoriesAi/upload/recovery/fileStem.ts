const VIDEO_EXTENSION =
	/\.(mp4|m4v|mov|qt|avi|mkv|webm|mpe?g|m?ts|m2ts|wmv|asf|flv|3gp|ogv|vob|insv|lrv|m3u8)$/i;

/**
 * What two names of one video have in common: memories.ai stores names without their extension, and may encode them.
 *
 * @returns the name decoded, without a video's extension, in one form of Unicode
 */
export function fileStem(name: string): string {
	return decoded(name).normalize('NFC').trim().replace(VIDEO_EXTENSION, '');
}

function decoded(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}
