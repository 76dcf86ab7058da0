/**
 * Reads at one place of a file's first bytes. Nothing here throws: beyond the end a number is NaN, which compares with
 * nothing, and a text is short.
 */

/** A big-endian unsigned integer of up to 8 bytes; above 2^53 it is rounded. */
export function readUint(start: Uint8Array, offset: number, width: number): number {
	if (offset + width > start.length) return NaN;
	return start.subarray(offset, offset + width).reduce((value, byte) => value * 256 + byte, 0);
}

/** A little-endian unsigned integer of up to 8 bytes; above 2^53 it is rounded. */
export function readUintLE(start: Uint8Array, offset: number, width: number): number {
	if (offset + width > start.length) return NaN;
	return start.subarray(offset, offset + width).reduceRight((value, byte) => value * 256 + byte, 0);
}

/** Bytes as characters of the same number. */
export function readLatin1(start: Uint8Array, offset: number, length: number): string {
	return asBuffer(start)
		.subarray(offset, offset + length)
		.toString('latin1');
}

/** Whether bytes stand at a place; each character of `expected` is one byte. */
export function hasBytes(start: Uint8Array, expected: string, offset = 0): boolean {
	return readLatin1(start, offset, expected.length) === expected;
}

/** The same memory with Buffer's methods. */
export function asBuffer(bytes: Uint8Array): Buffer {
	return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
