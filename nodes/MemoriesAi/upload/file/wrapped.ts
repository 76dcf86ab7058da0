import { asBuffer } from './bytes';

/** What base64, hexadecimal digits or a data URL hold, as far as the first bytes reach. */
export interface Wrapped {
	found: 'base64' | 'hex' | 'dataUrl' | 'brokenDataUrl';
	content: Uint8Array;
	/** Whether there is no doubt that it is one, whatever it holds. */
	isCertain: boolean;
}

const DATA_URL = /^data:([a-z0-9.+-]{1,100}\/[a-z0-9.+-]{1,100})?(;[a-z0-9=.+-]{1,100}){0,5},/i;
const HEX = /^([0-9a-f]{2})+$/i;
const BASE64 = /^[a-z0-9+/_-]+={0,2}$/i;
const SHORTEST_WRAPPING = 16;
/** No word of any language is this long. */
const CERTAIN_WRAPPING = 200;

/** Reads a text that is a data URL, base64 or hexadecimal digits, also in quotation marks; undefined for any other. */
export function unwrapText(text: string): Wrapped | undefined {
	const bare = text.trim().replace(/^["']/, '').replace(/["']$/, '');
	const prefix = DATA_URL.exec(bare)?.[0];
	if (prefix !== undefined) {
		const encoding = /;base64,$/i.test(prefix) ? 'base64' : 'latin1';
		return { found: 'dataUrl', content: Buffer.from(bare.slice(prefix.length), encoding), isCertain: true };
	}
	const digits = bare.replace(/[\r\n\t ]+/g, '');
	if (digits.length < SHORTEST_WRAPPING || !BASE64.test(digits)) return undefined;
	const found = HEX.test(digits) ? 'hex' : 'base64';
	return {
		found,
		content: Buffer.from(digits, found),
		isCertain: digits.length >= CERTAIN_WRAPPING && !/[^\r\n\t ] +[^\r\n\t ]/.test(bare),
	};
}

/**
 * Reads a data URL that was decoded whole, its `data:video/mp4;base64,` included: what n8n's Convert to File makes of
 * one, and a Code node that puts one into a binary field. Encoded again, it begins with what was not base64.
 */
export function unwrapBrokenDataUrl(start: Uint8Array): Wrapped | undefined {
	const whole = start.subarray(0, start.length - (start.length % 3));
	const digits = asBuffer(whole).toString('base64');
	const prefix = /^data(video|audio|image|text|application|multipart|binary)\/[a-z0-9+/]{1,100}?base64/i.exec(
		digits,
	)?.[0];
	if (prefix === undefined) return undefined;
	return {
		found: 'brokenDataUrl',
		content: Buffer.from(digits.slice(prefix.length), 'base64'),
		isCertain: true,
	};
}
