import { decode } from './readText';
import { notVideo, type NotVideo } from './recognised';

/** What a reader of UTF-8 puts in the place of bytes that are none. */
const REPLACEMENT = /\ufffd/g;
/** What no text has, and what each byte from 0x80 to 0x9f becomes when it is taken for a Latin-1 character. */
const LATIN1_CONTROL = /[\u0080-\u009f]/g;
/** With what the two begin in UTF-8; without them, nothing has to be decoded. */
const FIRST_OF_MARK = [0xef, 0xc2];
const NUL = 0;
const FEWEST_MARKS = 8;

/**
 * Recognises a file whose bytes were read as characters on the way and written down as UTF-8, as an HTTP client does that
 * is asked for text. Its first words may still be those of a video; what follows is lost.
 */
export function recogniseBytesAsText(start: Uint8Array): NotVideo | undefined {
	if (!start.includes(NUL) || !FIRST_OF_MARK.some((byte) => start.includes(byte))) return undefined;
	const text = decode('utf-8', start) ?? '';
	const marks = (mark: RegExp) => text.match(mark)?.length ?? 0;
	if (marks(REPLACEMENT) < FEWEST_MARKS && marks(LATIN1_CONTROL) < FEWEST_MARKS) return undefined;
	return notVideo('bytesAsText', 'the bytes of a file that were read as text, and so damaged');
}
