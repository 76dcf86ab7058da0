import { createHmac, createSecretKey, randomBytes, timingSafeEqual, type KeyObject } from 'crypto';

/** What a link was made for: one uploaded video, or an import task, which brings many. */
export type LinkKind = 'importTask' | 'upload';

/** What a signed link carries. */
export interface LinkContents {
	kind: LinkKind;
	/** The user's own word for the video; empty for none. */
	reference: string;
	/** The part of a divided account that the video is in; empty for none. */
	uniqueId: string;
	/** When the link was made, in ms since 1970; it travels in whole seconds. */
	issuedAtMs: number;
	/** 16 hexadecimal digits that no other link has. */
	nonce: string;
}

/** What a token is sealed with, and has to be opened with. */
export interface LinkSeal {
	signingKey: KeyObject;
	/** Names the trigger, as `triggerNameOf` gives it. */
	triggerName: string;
}

type TextEncoding = 'utf16le' | 'utf8';

/**
 * A token in bytes: form, time of issue (seconds, 4), nonce (8), length of the Unique ID (1), Unique ID, reference, and
 * the seal: HMAC-SHA256 of all before it and of the trigger's name, its first 128 bits.
 */
const TIME_AT = 1;
const NONCE_AT = 5;
const NONCE_BYTES = 8;
const UNIQUE_ID_LENGTH_AT = NONCE_AT + NONCE_BYTES;
const TEXTS_AT = UNIQUE_ID_LENGTH_AT + 1;
const SEAL_BYTES = 16;

/** Bytes of a token without Unique ID and reference. */
const BARE_BYTES = TEXTS_AT + SEAL_BYTES;

/** The first byte: what the link is for, and in which encoding its texts are. */
const FORMS: ReadonlyArray<{ byte: number; kind: LinkKind; encoding: TextEncoding }> = [
	{ byte: 0x10, kind: 'upload', encoding: 'utf8' },
	{ byte: 0x11, kind: 'upload', encoding: 'utf16le' },
	{ byte: 0x12, kind: 'importTask', encoding: 'utf8' },
	{ byte: 0x13, kind: 'importTask', encoding: 'utf16le' },
];

/** Characters of the shortest token. */
export const SHORTEST_TOKEN = tokenLength(BARE_BYTES);

/** The API key in a form that signs and cannot be read. */
export function signingKeyOf(apiKey: string): KeyObject {
	return createSecretKey(Buffer.from(apiKey));
}

/** The nonce of a new link. */
export function newNonce(): string {
	return randomBytes(NONCE_BYTES).toString('hex');
}

/** How many characters the token with these texts has. */
export function tokenLengthFor(uniqueId: string, reference: string): number {
	const encoding = encodingFor([uniqueId, reference]);
	return tokenLength(BARE_BYTES + Buffer.byteLength(uniqueId + reference, encoding));
}

/**
 * Writes a link's contents as a token of base64url characters only, which no re-encoding of a URL changes.
 *
 * @param contents its Unique ID has up to 255 bytes
 */
export function sealToken(contents: LinkContents, seal: LinkSeal): string {
	const { kind, reference, uniqueId, issuedAtMs, nonce } = contents;
	const encoding = encodingFor([uniqueId, reference]);
	const form = FORMS.find((known) => known.kind === kind && known.encoding === encoding);
	const uniqueIdBytes = Buffer.from(uniqueId, encoding);

	const head = Buffer.alloc(TEXTS_AT);
	head.writeUInt8(form?.byte ?? 0);
	head.writeUInt32BE(Math.floor(issuedAtMs / 1000), TIME_AT);
	head.write(nonce, NONCE_AT, NONCE_BYTES, 'hex');
	head.writeUInt8(uniqueIdBytes.byteLength, UNIQUE_ID_LENGTH_AT);
	const sealed = Buffer.concat([head, uniqueIdBytes, Buffer.from(reference, encoding)]);
	return Buffer.concat([sealed, sealOf(sealed, seal)]).toString('base64url');
}

/** Reads a token again; undefined when it was not sealed with this key for this trigger, or is not as it was written. */
export function openToken(token: string, seal: LinkSeal): LinkContents | undefined {
	const bytes = Buffer.from(token, 'base64url');
	// The last character of base64url has bits to spare: without them, several tokens would be one.
	if (bytes.byteLength < BARE_BYTES || bytes.toString('base64url') !== token) return undefined;

	const sealed = bytes.subarray(0, -SEAL_BYTES);
	if (!timingSafeEqual(sealOf(sealed, seal), bytes.subarray(-SEAL_BYTES))) return undefined;
	const form = FORMS.find(({ byte }) => byte === sealed[0]);
	if (form === undefined) return undefined;
	const referenceAt = TEXTS_AT + sealed.readUInt8(UNIQUE_ID_LENGTH_AT);
	return {
		kind: form.kind,
		reference: sealed.toString(form.encoding, referenceAt),
		uniqueId: sealed.toString(form.encoding, TEXTS_AT, referenceAt),
		issuedAtMs: sealed.readUInt32BE(TIME_AT) * 1000,
		nonce: sealed.toString('hex', NONCE_AT, UNIQUE_ID_LENGTH_AT),
	};
}

/**
 * The last two parts of a trigger's URL, which name it: n8n's `webhookId` and the node's path. Host and the start of the
 * path stay out, because a reverse proxy may rewrite them and n8n's test and production URL differ in them.
 *
 * @param url a whole URL or its path; percent-encoded or not
 */
export function triggerNameOf(url: string): string {
	const [path = ''] = url.split(/[?#]/, 1);
	return path.split('/').filter(Boolean).slice(-2).map(decodePathSegment).join('/');
}

function decodePathSegment(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}

function sealOf(sealed: Buffer, { signingKey, triggerName }: LinkSeal): Buffer {
	return createHmac('sha256', signingKey)
		.update(`memories.ai callback ${Buffer.byteLength(triggerName)} ${triggerName}`)
		.update(sealed)
		.digest()
		.subarray(0, SEAL_BYTES);
}

/** The shorter encoding, and always one that gives the same text back: UTF-8 has no place for half a surrogate pair. */
function encodingFor(texts: readonly string[]): TextEncoding {
	const isKept = texts.every((text) => Buffer.from(text, 'utf8').toString('utf8') === text);
	const joined = texts.join('');
	return isKept && Buffer.byteLength(joined, 'utf8') <= Buffer.byteLength(joined, 'utf16le')
		? 'utf8'
		: 'utf16le';
}

function tokenLength(bytes: number): number {
	return Math.ceil((bytes * 4) / 3);
}
