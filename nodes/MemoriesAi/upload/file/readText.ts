import { asBuffer } from './bytes';

const CONTROL_CHARACTER = /[^\P{Cc}\t\n\v\f\r\u001b\u0080-\u009f]/u;
/** So many bytes without a control character are a text, in whatever encoding. */
const LENGTH_THAT_PROVES = 128;

/**
 * Reads a file's first bytes as text, in UTF-8, UTF-16, UTF-32 or an older encoding. Zeros around it do not matter.
 *
 * @returns the text without byte order mark, undefined where the bytes are none: any byte that no text has tells a file
 */
export function readText(start: Uint8Array): string | undefined {
	return readUtf32(start) ?? readUtf16(start) ?? readByteText(withoutZerosAround(start));
}

/** The text before the first byte that no text has, as Latin-1. */
export function readTextPrefix(start: Uint8Array): string {
	const text = asBuffer(start).toString('latin1').split(CONTROL_CHARACTER, 1)[0] ?? '';
	return text.replace(/^\u00ef\u00bb\u00bf/, '');
}

function withoutZerosAround(start: Uint8Array): Uint8Array {
	const first = start.findIndex((byte) => byte !== 0);
	if (first === -1) return start;
	let end = start.length;
	while (start[end - 1] === 0) end--;
	return start.subarray(first, end);
}

/** Code points of four bytes each, of which the first or the last is always zero. */
function readUtf32(start: Uint8Array): string | undefined {
	if (start.length < FEWEST_UTF32_BYTES || start.length % 4 !== 0) return undefined;
	const bytes = asBuffer(start);
	return (
		textOfCodePoints(start.length, (offset) => bytes.readUInt32LE(offset)) ??
		textOfCodePoints(start.length, (offset) => bytes.readUInt32BE(offset))
	);
}

/** Every upload comes by here, so it ends with the first number that is none of a character. */
function textOfCodePoints(length: number, pointAt: (offset: number) => number): string | undefined {
	let text = '';
	for (let offset = 0; offset < length; offset += 4) {
		const point = pointAt(offset);
		if (point > LAST_CODE_POINT || point >> 11 === SURROGATES) return undefined;
		text += String.fromCodePoint(point);
	}
	return CONTROL_CHARACTER.test(text) ? undefined : text.replace(/^\ufeff/, '');
}

const FEWEST_UTF32_BYTES = 16;
const LAST_CODE_POINT = 0x10ffff;
/** The upper bits of the halves of a UTF-16 pair, which stand for nothing alone. */
const SURROGATES = 0xd800 >> 11;

/** An encoding in which each ASCII character is its byte, also those that no text has. */
function readByteText(bytes: Uint8Array): string | undefined {
	if (bytes.some(isControlByte)) return undefined;
	return decode('utf-8', bytes) ?? readOlderText(bytes);
}

/** The bytes of what `CONTROL_CHARACTER` finds, so that nothing has to be decoded to find them. */
function isControlByte(byte: number): boolean {
	return (byte < 0x20 && (byte < 0x09 || byte > 0x0d) && byte !== 0x1b) || byte === 0x7f;
}

function readUtf16(start: Uint8Array): string | undefined {
	if (start.length < 2) return undefined;
	const encoding = utf16EncodingOf(start);
	const text = encoding && decode(encoding, start);
	return text === undefined || CONTROL_CHARACTER.test(text) ? undefined : text;
}

/** Without a byte order mark, by the zero that every other byte is in what is mostly ASCII. */
function utf16EncodingOf(bytes: Uint8Array): 'utf-16le' | 'utf-16be' | undefined {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	const zeros = { even: 0, odd: 0 };
	for (let at = 0; at < bytes.length; at += 2) {
		const [isEvenZero, isOddZero] = [bytes[at] === 0, bytes[at + 1] === 0];
		// No text has the character of that number.
		if (isEvenZero && isOddZero) return undefined;
		if (isEvenZero) zeros.even++;
		if (isOddZero) zeros.odd++;
	}
	if (zeros.odd >= bytes.length / 4) return 'utf-16le';
	return zeros.even >= bytes.length / 4 ? 'utf-16be' : undefined;
}

function readOlderText(start: Uint8Array): string | undefined {
	const text = decode('windows-1252', start);
	if (start.length >= LENGTH_THAT_PROVES) return start.some((byte) => byte !== start[0]) ? text : undefined;
	const ascii = start.filter((byte) => byte < 0x80).length;
	return ascii >= start.length * 0.7 ? text : undefined;
}

/** Undefined for bytes that are no text in this encoding; a character that is cut off at the end is left out. */
export function decode(encoding: string, bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
	} catch {
		return undefined;
	}
}
