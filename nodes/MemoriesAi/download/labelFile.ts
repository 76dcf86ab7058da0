import { hasBytes } from '../upload/file/bytes';
import { labelVideo } from '../upload/file/fileName';
import type { Recognised } from '../upload/file/recognised';

/** The images that memories.ai may make of a video, by their first bytes. */
const IMAGES = [
	{ start: '\x89PNG', at: 0, mimeType: 'image/png', extension: 'png' },
	{ start: '\xff\xd8\xff', at: 0, mimeType: 'image/jpeg', extension: 'jpg' },
	{ start: 'WEBP', at: 8, mimeType: 'image/webp', extension: 'webp' },
];

/**
 * The name and the type of a file by its bytes. Bytes that say nothing are taken for bytes of any kind.
 *
 * @param name what memories.ai calls it
 * @param typedName the user's own name for it, empty for none
 */
export function labelFile(
	start: Uint8Array,
	recognised: Recognised,
	{ name, typedName }: { name: string; typedName: string },
): { fileName: string; mimeType: string } {
	const container = recognised.kind === 'video' ? recognised.container : undefined;
	const { fileName, mimeType } = labelVideo(container, { fileName: name }, typedName);
	const image = IMAGES.find(({ start: bytes, at }) => hasBytes(start, bytes, at));
	if (image === undefined) return { fileName, mimeType };
	const ending = `.${image.extension}`;
	return {
		fileName: fileName.toLowerCase().endsWith(ending) ? fileName : `${fileName}${ending}`,
		mimeType: image.mimeType,
	};
}
