import type { KeyObject } from 'crypto';
import {
	openToken,
	sealToken,
	SHORTEST_TOKEN,
	tokenLengthFor,
	triggerNameOf,
	type LinkContents,
} from './linkToken';

/** Longest callback URL memories.ai takes, in characters. Source: `callback` of v1.2 "Upload Video from File". */
export const MAX_LINK_LENGTH = 299;

/** The query parameter that this package adds to a callback URL. */
const PARAMETER = 'mai';

/** Its equals sign may come percent-encoded, once or several times. What follows the token ends it, whatever it is. */
const PARAMETER_IN_QUERY = new RegExp(
	`${PARAMETER}(?:=|%(?:25){0,3}3[Dd])([A-Za-z0-9_-]{${SHORTEST_TOKEN},${MAX_LINK_LENGTH}})`,
	'g',
);

/** A link comes with one token, maybe doubled; more are somebody's play. */
const MAX_TOKENS = 4;

/** By how much the clock that made a link may be ahead of the one that reads it, in ms. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

/** A link to make. */
export interface LinkRequest extends LinkContents {
	/** The user's callback URL: a web address without white space around it. */
	url: string;
	signingKey: KeyObject;
}

/** The link, or how far it is from one that memories.ai takes. */
export type LinkResult =
	| {
			kind: 'signed';
			url: string;
			/** The value of the added parameter: whoever has it can call the trigger in memories.ai's name. */
			token: string;
	  }
	| {
			kind: 'tooLong';
			/** Characters of the whole link. */
			length: number;
			/** Characters of the reference that fit, as `slice` counts; undefined when the link is too long without any. */
			referenceRoom: number | undefined;
	  };

/** What a call's query is read with. */
export interface LinkReading {
	/** The trigger's own URL, or its path. */
	triggerUrl: string;
	signingKey: KeyObject;
	/** ms since 1970. */
	nowMs: number;
	/** How long a link counts after it was made, in ms. */
	goodForMs: number;
}

/**
 * Adds one query parameter to a callback URL, by which the trigger knows its own link and what it was made for. What the
 * URL already has stays as it is, but for a fragment, which no caller would send.
 */
export function signLink({ url, signingKey, ...contents }: LinkRequest): LinkResult {
	const [address = ''] = url.split('#', 1);
	const start = `${address}${separatorAfter(address)}${PARAMETER}=`;
	const lengthWith = (reference: string) => start.length + tokenLengthFor(contents.uniqueId, reference);

	const length = lengthWith(contents.reference);
	if (length > MAX_LINK_LENGTH) {
		return { kind: 'tooLong', length, referenceRoom: roomFor(contents.reference, lengthWith) };
	}
	const token = sealToken(contents, { signingKey, triggerName: triggerNameOf(new URL(address).pathname) });
	return { kind: 'signed', url: start + token, token };
}

/**
 * Finds what a signed link carries in the query of a call. It is looked for in the query as it came, because callers
 * encode a URL once more, double its parameters or append their own. The last valid token counts: a link that is signed
 * once more gets its token at the end.
 *
 * @param rawQuery the called URL from its `?` on, or the whole of it, not decoded
 * @returns undefined when there is no token of this key for this trigger, or when it is past its time
 */
export function readLink(
	rawQuery: string,
	{ triggerUrl, signingKey, nowMs, goodForMs }: LinkReading,
): LinkContents | undefined {
	const tokens = [...rawQuery.matchAll(PARAMETER_IN_QUERY)].map(([, token = '']) => token);
	const seal = { signingKey, triggerName: triggerNameOf(triggerUrl) };
	for (const token of tokens.slice(-MAX_TOKENS).reverse()) {
		const contents = openToken(token, seal);
		const ageMs = nowMs - (contents?.issuedAtMs ?? NaN);
		if (ageMs >= -CLOCK_TOLERANCE_MS && ageMs <= goodForMs) return contents;
	}
	return undefined;
}

/** Whether a call's query holds what may be a token, so that it is worth a look at the key. */
export function mayHoldLink(rawQuery: string): boolean {
	return rawQuery.search(PARAMETER_IN_QUERY) !== -1;
}

function separatorAfter(address: string): string {
	if (!address.includes('?')) return '?';
	return /[?&]$/.test(address) ? '' : '&';
}

/** The most characters of a reference that a link has room for. */
function roomFor(reference: string, lengthWith: (reference: string) => number): number | undefined {
	for (let room = Math.min(reference.length, MAX_LINK_LENGTH); room >= 0; room--) {
		if (lengthWith(reference.slice(0, room)) <= MAX_LINK_LENGTH) return room;
	}
	return undefined;
}
