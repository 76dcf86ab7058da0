import { parse } from 'node:path';

/** Ways in which memories.ai may name an uploaded file, for `World.storedName`; most were seen in public clients' code. */
export const storedNames = {
	/** `My clip.mp4` as `My%20clip`. */
	percentEncoded: (fileName: string) => encodeURIComponent(parse(fileName).name),
	/** `My clip.mp4` as `My clip.mp4`. */
	withExtension: (fileName: string) => parse(fileName).base,
	/** As a Mac writes accents: the letter and its mark apart. */
	decomposed: (fileName: string) => parse(fileName).name.normalize('NFD'),
	/** A name that has nothing to do with the file's. */
	hashed: () => '1be6a69f3c6e49bf986235d68807ab1f',
	prefixed: (prefix: string) => (fileName: string) => prefix + parse(fileName).name,
	suffixed: (suffix: string) => (fileName: string) => parse(fileName).name + suffix,
	/** The first `length` characters. */
	truncated: (length: number) => (fileName: string) => parse(fileName).name.slice(0, length),
} as const;
