import type { ApiVersion } from '../../api/vocabulary/apiVersion';
import { UserError } from '../../texts/UserError';
import { extensionOf, type VideoFile } from './videoFile';

/** Largest video memories.ai takes: 3 GB, read as GiB. Source: v1.2 page "Upload Video from File". */
export const MAX_VIDEO_BYTES = 3 * 1024 ** 3;

/** The containers v1.2 documents; v1.1 documents codecs only. Source: "Upload Video from File" pages. */
const V12_EXTENSIONS: readonly string[] = ['mp4', 'avi', 'mkv', 'mov'];

/** Types under which storage services and servers deliver something that is no video at all. */
const NO_VIDEO_TYPE =
	/^(text|image|audio|font|multipart|message)\/|[/+](json|xml|html|zip|gzip|pdf|x-tar|x-7z-compressed|vnd\..*)$/;
const NO_VIDEO_EXTENSION =
	/^(txt|html?|json|xml|csv|md|pdf|docx?|xlsx?|pptx?|jpe?g|png|gif|webp|svg|heic|mp3|wav|m4a|zip|gz|tar|7z|rar)$/;

/**
 * Refuses, before anything is sent, a file that memories.ai would not take.
 *
 * @param size in bytes
 * @throws UserError that names what is wrong, and the cure
 */
export function checkVideo(apiVersion: ApiVersion, { fileName, mimeType }: VideoFile, size: number): void {
	if (size === 0) {
		throw new UserError(
			`The file '${fileName}' is empty`,
			'Check the step that brings the file: its download may have delivered nothing',
		);
	}
	if (size > MAX_VIDEO_BYTES) {
		throw new UserError(
			`The file '${fileName}' is larger than 3 GB`,
			'memories.ai takes videos of up to 3 GB. Cut or compress the video before uploading it',
		);
	}
	const extension = extensionOf(fileName);
	if (NO_VIDEO_TYPE.test(mimeType) || NO_VIDEO_EXTENSION.test(extension)) {
		throw new UserError(
			`The file '${fileName}' (${mimeType || 'no type'}) is not a video`,
			"Check that 'Input Data Field Name' points to the video, and that the step before downloads the file itself and not a page about it",
		);
	}
	if (apiVersion === 'v1.1') return;
	if (!V12_EXTENSIONS.includes(extension)) {
		throw new UserError(
			`The file '${fileName}' does not end in .mp4, .avi, .mkv or .mov`,
			"memories.ai takes these four. If the file is one of them, set 'File Name' under Additional Fields to a name with its extension; otherwise convert it first",
		);
	}
	if (!mimeType.startsWith('video/')) {
		throw new UserError(
			`The file '${fileName}' has the type '${mimeType}', which is not a video type`,
			'Check the step that brings the file: memories.ai takes files with a type such as video/mp4',
		);
	}
}
