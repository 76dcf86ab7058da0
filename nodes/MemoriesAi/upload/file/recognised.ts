import type { Container } from './containers';

/**
 * What a file without a video in it is, one word for each cause and cure: `storageMode` is the name of n8n's storage in
 * place of the file, `bufferJson` a Buffer made JSON, `bytesAsText` a file's bytes made text and damaged by that,
 * `brokenDataUrl` a data URL that was decoded as if it were base64, `sidecar` a macOS `._` file, `filler` one byte over
 * and over.
 */
export type Found =
	| 'address'
	| 'archive'
	| 'audio'
	| 'base64'
	| 'blankText'
	| 'brokenDataUrl'
	| 'bufferJson'
	| 'bytesAsText'
	| 'cutOff'
	| 'database'
	| 'dataUrl'
	| 'document'
	| 'encrypted'
	| 'filler'
	| 'font'
	| 'gitLfsPointer'
	| 'hex'
	| 'httpMessage'
	| 'image'
	| 'json'
	| 'multipart'
	| 'objectAsText'
	| 'playlist'
	| 'program'
	| 'shortcut'
	| 'sidecar'
	| 'storageMode'
	| 'subtitles'
	| 'text'
	| 'tooShort'
	| 'torrent'
	| 'webPage'
	| 'xml';

export interface Video {
	kind: 'video';
	container: Container;
}

export interface NotVideo {
	kind: 'notVideo';
	found: Found;
	/** What the file is, with its article, to stand behind "contains". */
	what: string;
	/** The first words of a text: up to 60 characters in one line, without the queries of addresses in it. */
	quote?: string;
	/** What is inside base64, hexadecimal digits or a data URL. */
	inner?: Recognised;
}

/** What the first bytes of a file say it is. */
export type Recognised = Video | NotVideo | { kind: 'unknown' };

export function video(container: Container): Video {
	return { kind: 'video', container };
}

export function notVideo(found: Found, what: string): NotVideo {
	return { kind: 'notVideo', found, what };
}
