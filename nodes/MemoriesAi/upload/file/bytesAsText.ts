import { decode } from './readText';
import { notVideo, type NotVideo } from './recognised';

/** What a reader of UTF-8 puts in the place of bytes that are none. */
const REPLACEMENT = /\ufffd/g;
/** What no text has, and what each byte from 0x80 to 0x9f becomes when it is taken for a Latin-1 character. */
const LATIN1_CONTROL = /[\u0080-\u009f]/g;
const NUL = '\0';
const FEWEST_MARKS = 8;

/**
 * Recognises a file whose bytes were read as characters on the way and written down as UTF-8, as an HTTP client does that
 * is asked for text. Its first words may still be those of a video; what follows is lost.
 */
export function recogniseBytesAsText(start: Uint8Array): NotVideo | undefined {
	const text = decode('utf-8', start);
	if (text?.includes(NUL) !== true) return undefined;
	const marks = (mark: RegExp) => text.match(mark)?.length ?? 0;
	if (marks(REPLACEMENT) < FEWEST_MARKS && marks(LATIN1_CONTROL) < FEWEST_MARKS) return undefined;
	return notVideo('bytesAsText', 'the bytes of a file that were read as text, and so damaged');
}
