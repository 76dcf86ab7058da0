const QUOTE = 0x22;
const COMMA = 0x2c;
const BACKSLASH = 0x5c;
const OPENING_BRACKET = 0x5b;
const CLOSING_BRACKET = 0x5d;
const OPENING_BRACE = 0x7b;
const CLOSING_BRACE = 0x7d;

/** Documented callbacks have two levels; n8n copies what it is given recursively, so there has to be an end. */
const MAX_DEPTH = 50;

/**
 * Fifteen for each of the thousand deliveries that a call may bring; documented ones have five. A body of nothing but
 * values has some 350,000 of them in 1 MiB, and building those would hold the event loop longer than one call may.
 */
const MAX_VALUES = 15_000;

/**
 * Whether a text, if it is JSON, has more values or more levels than any callback. It costs one look at each character,
 * and builds nothing.
 */
export function isBeyondCallbacks(text: string): boolean {
	let depth = 0;
	let values = 0;
	for (let position = 0; position < text.length; position++) {
		switch (text.charCodeAt(position)) {
			case QUOTE:
				position = closingQuote(text, position);
				break;
			case OPENING_BRACKET:
			case OPENING_BRACE:
				depth++;
				values++;
				break;
			case CLOSING_BRACKET:
			case CLOSING_BRACE:
				depth--;
				break;
			case COMMA:
				values++;
				break;
		}
		if (depth > MAX_DEPTH || values > MAX_VALUES) return true;
	}
	return false;
}

/** Where the string that begins at a quote ends, or the end of the text. */
function closingQuote(text: string, quote: number): number {
	let position = quote + 1;
	while (position < text.length && text.charCodeAt(position) !== QUOTE) {
		position += text.charCodeAt(position) === BACKSLASH ? 2 : 1;
	}
	return position;
}
