import { VIDEO_EXTENSIONS } from '../file/containers';

/**
 * What two names of one video have in common: memories.ai stores names without their extension, and may encode them.
 *
 * @returns the name decoded, without a video's extension, in one form of Unicode
 */
export function fileStem(name: string): string {
	const whole = decoded(name).normalize('NFC').trim();
	const extension = /\.(\w{1,5})$/.exec(whole)?.[1] ?? '';
	return VIDEO_EXTENSIONS.has(extension.toLowerCase()) ? whole.slice(0, -extension.length - 1) : whole;
}

function decoded(name: string): string {
	try {
		return decodeURIComponent(name);
	} catch {
		return name;
	}
}
