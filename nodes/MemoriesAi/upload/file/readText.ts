import { asBuffer } from './bytes';

const CONTROL_CHARACTER = /[^\P{Cc}\t\n\v\f\r\u001b\u0080-\u009f]/u;
/** So many bytes without a control character are a text, in whatever encoding, when some of them are ASCII. */
const LENGTH_THAT_PROVES = 128;

/**
 * Reads a file's first bytes as text, in UTF-8, UTF-16 or an older encoding.
 *
 * @returns the text without byte order mark, undefined where the bytes are none: any byte that no text has tells a file
 */
export function readText(start: Uint8Array): string | undefined {
	return readUtf16(start) ?? readUtf8(start) ?? readOlderText(start);
}

/** The text before the first byte that no text has. */
export function readTextPrefix(start: Uint8Array): string {
	return asBuffer(start).toString('latin1').split(CONTROL_CHARACTER, 1)[0] ?? '';
}

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
	const ascii = start.filter((byte) => byte < 0x80).length;
	const enough = start.length >= LENGTH_THAT_PROVES ? 0.2 : 0.7;
	return ascii >= start.length * enough ? text : undefined;
}

/** Undefined for bytes that are no text in this encoding; a character that is cut off at the end is left out. */
function decode(encoding: string, bytes: Uint8Array): string | undefined {
	try {
		return new TextDecoder(encoding, { fatal: true }).decode(bytes, { stream: true });
	} catch {
		return undefined;
	}
}
