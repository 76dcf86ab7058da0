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
	return (
		readUtf32(start) ??
		readUtf16(start) ??
		readUtf8(withoutZerosAround(start)) ??
		readOlderText(withoutZerosAround(start))
	);
}

/** The text before the first byte that no text has, as Latin-1. */
export function readTextPrefix(start: Uint8Array): string {
	const text = asBuffer(start).toString('latin1').split(CONTROL_CHARACTER, 1)[0] ?? '';
	return text.replace(/^\u00ef\u00bb\u00bf/, '');
}

function withoutZerosAround(start: Uint8Array): Uint8Array {
	const first = start.findIndex((byte) => byte !== 0);
	return first === -1 ? start : start.subarray(first, start.findLastIndex((byte) => byte !== 0) + 1);
}

/** Code points of four bytes each, of which the first or the last is always zero. */
function readUtf32(start: Uint8Array): string | undefined {
	if (start.length < FEWEST_UTF32_BYTES || start.length % 4 !== 0) return undefined;
	const points = (at: (offset: number) => number) =>
		Array.from({ length: start.length / 4 }, (_, index) => at(index * 4));
	const bytes = asBuffer(start);
	return (
		textOfCodePoints(points((offset) => bytes.readUInt32LE(offset))) ??
		textOfCodePoints(points((offset) => bytes.readUInt32BE(offset)))
	);
}

function textOfCodePoints(points: number[]): string | undefined {
	if (points.some((point) => point > LAST_CODE_POINT || point >> 11 === SURROGATES)) return undefined;
	const text = points.map((point) => String.fromCodePoint(point)).join('');
	return CONTROL_CHARACTER.test(text) ? undefined : text.replace(/^\ufeff/, '');
}

const FEWEST_UTF32_BYTES = 16;
const LAST_CODE_POINT = 0x10ffff;
/** The upper bits of the halves of a UTF-16 pair, which stand for nothing alone. */
const SURROGATES = 0xd800 >> 11;

function readUtf8(start: Uint8Array): string | undefined {
	const text = decode('utf-8', start);
	return text === undefined || CONTROL_CHARACTER.test(text) ? undefined : text;
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
	const zeros = (parity: number) => bytes.filter((byte, at) => byte === 0 && at % 2 === parity).length;
	if (zeros(1) >= bytes.length / 4) return 'utf-16le';
	return zeros(0) >= bytes.length / 4 ? 'utf-16be' : undefined;
}

function readOlderText(start: Uint8Array): string | undefined {
	const text = decode('windows-1252', start);
	if (text === undefined || CONTROL_CHARACTER.test(text)) return undefined;
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
