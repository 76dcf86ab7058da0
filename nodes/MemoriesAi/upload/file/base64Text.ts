import { UserError } from '../../texts/UserError';

const DATA_URL = /^data:[^,]{0,200};base64,/i;
const NOT_BASE64 = /[^A-Za-z0-9+/_=-]/;
const CHECKED_CHARACTERS = 4096;

/**
 * The base64 text of a file that an item holds itself, without what others put around it: line breaks, and the head of a
 * data URL.
 *
 * @param binary as n8n hands it over; a Code node can put anything there
 * @throws UserError when it is no base64
 */
export function base64In(binary: unknown): string {
	const data: unknown =
		typeof binary === 'object' && binary !== null ? Reflect.get(binary, 'data') : undefined;
	if (typeof data !== 'string') {
		throw new UserError(
			"The item's file has no content that n8n can read",
			"A Code node may have made it by hand. Make it with 'this.helpers.prepareBinaryData', or pass the file on as the step before gave it",
		);
	}
	const base64 = withoutBlanks(data.replace(DATA_URL, ''));
	if (NOT_BASE64.test(base64.slice(0, CHECKED_CHARACTERS))) {
		throw new UserError(
			"The item's file is not base64",
			"A Code node may have put text into 'data'. Make the file with 'this.helpers.prepareBinaryData', or with the node Convert to File",
		);
	}
	return base64;
}

/** A copy of a large text costs memory, so it is made only where there is something to remove. */
function withoutBlanks(text: string): string {
	const hasBlanks = ['\n', '\r', ' ', '\t'].some((blank) => text.includes(blank));
	return hasBlanks ? text.replace(/\s+/g, '') : text;
}
