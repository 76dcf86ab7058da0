import type { IBinaryData } from 'n8n-workflow';

/** How a video is announced to memories.ai: its name with an extension, and the type that goes with it. */
export interface VideoFile {
	fileName: string;
	mimeType: string;
}

/** Extension and type of the containers a video can reasonably come in; the first of a type is its usual extension. */
const VIDEO_TYPES: ReadonlyArray<readonly [extension: string, mimeType: string]> = [
	['mp4', 'video/mp4'],
	['m4v', 'video/mp4'],
	['mov', 'video/quicktime'],
	['qt', 'video/quicktime'],
	['avi', 'video/x-msvideo'],
	['mkv', 'video/x-matroska'],
	['webm', 'video/webm'],
	['mpeg', 'video/mpeg'],
	['mpg', 'video/mpeg'],
	['ts', 'video/mp2t'],
	['wmv', 'video/x-ms-wmv'],
	['flv', 'video/x-flv'],
	['3gp', 'video/3gpp'],
	['ogv', 'video/ogg'],
];

const UNTYPED = ['', 'application/octet-stream', 'binary/octet-stream'];
const MIME_TYPE = /^[a-z0-9!#$&^_.+-]+\/[a-z0-9!#$&^_.+-]+$/;
const CONTROL_CHARACTERS = /\p{Cc}+/gu;

/**
 * Makes file name and type agree. A missing or generic type is taken from the extension, a missing extension from the
 * type; a name with a path keeps its last part only.
 *
 * @param binary what an earlier node says of the file
 * @param wantedFileName the user's own file name, empty for the binary's
 */
export function describeVideoFile(
	binary: Pick<IBinaryData, 'fileName' | 'fileExtension' | 'mimeType'>,
	wantedFileName: string,
): VideoFile {
	const givenType = normaliseMimeType(binary.mimeType);
	const givenName = cleanFileName(wantedFileName) || cleanFileName(binary.fileName ?? '') || 'video';
	const extension = extensionOf(givenName) || (binary.fileExtension ?? '').toLowerCase();
	const typeOfExtension = VIDEO_TYPES.find(([known]) => known === extension)?.[1];
	const mimeType = UNTYPED.includes(givenType) ? (typeOfExtension ?? givenType) : givenType;
	return { fileName: withExtension(givenName, extension, mimeType), mimeType };
}

/** The extension of a file name in lower case and without its dot, empty when there is none. */
export function extensionOf(fileName: string): string {
	return /[^.]\.([a-z0-9]{1,5})$/i.exec(fileName)?.[1]?.toLowerCase() ?? '';
}

function withExtension(fileName: string, extension: string, mimeType: string): string {
	if (extensionOf(fileName) !== '') return fileName;
	const usual = VIDEO_TYPES.find(([, known]) => known === mimeType)?.[0];
	const missing = usual ?? extension;
	return missing === '' ? fileName : `${fileName}.${missing}`;
}

function cleanFileName(fileName: string): string {
	const lastPart = fileName.split(/[/\\]/).at(-1) ?? '';
	return lastPart.replace(CONTROL_CHARACTERS, ' ').trim();
}

/** Lower case without parameters; anything that is no MIME type counts as missing, so that it cannot reach a header. */
function normaliseMimeType(mimeType: string | undefined): string {
	const bare = (mimeType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
	return MIME_TYPE.test(bare) ? bare : '';
}
