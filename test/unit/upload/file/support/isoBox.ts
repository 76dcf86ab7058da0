/** A box of ISO media; with a size of its own where that is not the length of what is in it. */
export function isoBox(type: string, content: Buffer | string = '', size?: number): Buffer {
	const bytes = typeof content === 'string' ? Buffer.from(content, 'latin1') : content;
	const header = Buffer.alloc(8);
	header.writeUInt32BE(size ?? 8 + bytes.length);
	header.write(type, 4, 'latin1');
	return Buffer.concat([header, bytes]);
}
