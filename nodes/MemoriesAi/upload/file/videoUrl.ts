import { hasSeveralAddresses, readWebAddress } from '../../api/vocabulary/webAddress';
import { sharePageOf, type SharePage } from './sharePages';

/**
 * What stands in a field for a video's address: an address to send, a page about a video, several addresses, or none.
 * Whether memories.ai can reach the address is for `isOutOfReach` to say.
 */
export type VideoUrl =
	| { kind: 'direct'; url: URL }
	| ({ kind: 'page'; host: string } & SharePage)
	| { kind: 'several' }
	| { kind: 'invalid' };

/** Links that Dropbox gives to a single file. Source: Dropbox help, "Force a file or folder to download". */
const DROPBOX_FILE = /^((www|m)\.)?dropbox\.com\.?\/(s|scl\/fi)\//i;

/** As e-mails and lists write an address. */
const IN_MARKS = /^["'<](https?:[^"'<>]*)["'>]$/i;

/** Reads a 'Video URL'. The link that Dropbox gives to a file becomes one to its bytes; its other parts stay as they are. */
export function readVideoUrl(text: string): VideoUrl {
	if (hasSeveralAddresses(text)) return { kind: 'several' };
	const url = readWebAddress(text.trim().replace(IN_MARKS, '$1'));
	if (url === undefined) return { kind: 'invalid' };
	if (DROPBOX_FILE.test(`${url.hostname}${url.pathname}`)) return { kind: 'direct', url: downloadOf(url) };
	const page = sharePageOf(url);
	return page === undefined ? { kind: 'direct', url } : { kind: 'page', host: url.hostname, ...page };
}

function downloadOf(url: URL): URL {
	const parts = url.search.slice(1).split('&');
	const others = parts.filter((part) => part !== '' && !/^(dl|raw)(=|$)/i.test(part));
	const download = new URL(url);
	download.search = [...others, 'dl=1'].join('&');
	return download;
}
