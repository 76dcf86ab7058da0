import { VIDEO_EXTENSIONS } from './containers';
import { notVideo, type NotVideo } from './recognised';

type TextKind = readonly [pattern: RegExp, kind: NotVideo];

/** Texts that go on as they begin, also where bytes that no text has follow: in a form's file, a PDF, a torrent. */
const WRAPPERS: readonly TextKind[] = [
	[
		/^--[^\r\n]{1,200}\r?\ncontent-[a-z]/i,
		notVideo('multipart', 'a form in transit, with the file inside it'),
	],
	[/^HTTP\/\d(\.\d)? \d{3}/, notVideo('httpMessage', 'a whole HTTP answer, headers included')],
	[
		/^(GET|POST|PUT|PATCH|DELETE|HEAD) \S{1,2000} HTTP\/\d/,
		notVideo('httpMessage', 'a whole HTTP request, headers included'),
	],
	[/^%PDF-/, notVideo('document', 'a PDF document')],
	[/^%!PS/, notVideo('document', 'a PostScript document')],
	[/^\{\\rtf/, notVideo('document', 'an RTF document')],
	[/^d\d{1,2}:[a-z]/, notVideo('torrent', 'a torrent, which only points to the video')],
	[/^<!doctype\s+html|^<html[\s>]/i, notVideo('webPage', 'a web page')],
];

/** ASCII only: bytes above it may be a picture's. */
const BEGINS_IN_WORDS = /^[\t-\r\x1b -~]{64}/;

const PAGE_TAG =
	'head|body|script|style|title|meta|link|base|noscript|div|span|p|h[1-6]|a|b|i|u|br|hr|img|iframe|table|thead|tbody|tr|td|th|ul|ol|li|dl|form|input|button|label|center|font|pre|code|main|section|article|header|footer|nav|aside|figure|video|audio|source|frameset|frame|object|embed|strong|em|small|template';
const PLAYLIST = notVideo('playlist', 'a playlist, which only points to the video');
const SUBTITLES = notVideo('subtitles', 'subtitles');
const SHORTCUT = notVideo('shortcut', 'a shortcut, which only points to the video');

const FILE_NAME = new RegExp(`^\\S{1,300}\\.(${[...VIDEO_EXTENSIONS].join('|')})\\s*$`, 'i');

const TEXTS: readonly TextKind[] = [
	...WRAPPERS,
	[/^#EXT(M3U|INF|-X-)/, PLAYLIST],
	[/^\[playlist\]/i, PLAYLIST],
	[/^\[reference\]/i, PLAYLIST],
	[/^<(asx|mpd|smil|smoothstreamingmedia|playlist)[\s>]/i, PLAYLIST],
	[/^WEBVTT/, SUBTITLES],
	[/^\d{1,6}\r?\n\d{1,2}:\d\d:\d\d[,.]\d{1,3} -->/, SUBTITLES],
	[/^\[script info\]/i, SUBTITLES],
	[/^\{\d+\}\{\d+\}/, SUBTITLES],
	[/^<tt[\s>]/i, SUBTITLES],
	[/^\[(internetshortcut|desktop entry)\]/i, SHORTCUT],
	[
		/^version https:\/\/git-(lfs|annex)\./,
		notVideo('gitLfsPointer', 'a Git LFS pointer, not the file it stands for'),
	],
	[/^\/annex\/objects\//, notVideo('gitLfsPointer', 'a git-annex pointer, not the file it stands for')],
	[/^-----BEGIN PGP|^age-encryption\.org/, notVideo('encrypted', 'an encrypted file')],
	[/^(undefined|NaN)\s*$/, notVideo('objectAsText', 'the word that JavaScript gives for a missing value')],
	[/^\[object [a-z]+\]/i, notVideo('objectAsText', 'the words that JavaScript gives for an object')],
	[
		/^(filesystem(-v2)?|database|s3|azure(-blob)?):(?!\/\/)\S+\s*$/,
		notVideo('storageMode', "only the id that n8n's storage gave the file"),
	],
	[
		/^(magnet:|[a-z][a-z0-9+.-]{0,19}:\/\/)\S+\s*$/i,
		notVideo('address', 'an address, not the file behind it'),
	],
	[FILE_NAME, notVideo('address', 'the name of a file, not the file itself')],
	[/^<svg[\s>]/i, notVideo('image', 'an SVG image')],
	[new RegExp(`^<(${PAGE_TAG})[\\s/>]`, 'i'), notVideo('webPage', 'a web page')],
	[/^<[?]php/i, notVideo('program', 'a program')],
	[/^#!/, notVideo('program', 'a program')],
	[/^<[a-z_?!/]/i, notVideo('xml', 'XML')],
	[/^(\)\]\}'|for\s*\(;;\);|while\s*\(1\);)/, notVideo('json', 'JSON')],
	[/^\{\s*"type"\s*:\s*"Buffer"\s*,\s*"data"/, notVideo('bufferJson', 'the bytes of a file as JSON')],
	[/^\{\s*("|\}|$)/, notVideo('json', 'JSON')],
	[/^\[\s*(["[{\]\d-]|true|false|null|$)/, notVideo('json', 'JSON')],
	[/^(null|true|false|-?\d+(\.\d+)?|"[^"\\]*(\\.[^"\\]*)*")\s*$/, notVideo('json', 'a single JSON value')],
];

/** What a text is; every text is something. Its quote is for kinds whose words help: it holds no query of an address. */
export function recogniseText(text: string): NotVideo {
	const words = text.trim();
	if (words === '') return notVideo('blankText', 'blanks and nothing else');
	const kind = kindOf(rootOfMarkup(words), TEXTS) ?? notVideo('text', 'text');
	return { ...kind, quote: quoteOf(words) };
}

/**
 * What a file is that begins as text and goes on otherwise, undefined where its beginning is too short to tell: no video
 * that is not recognised by now begins with as many words.
 */
export function recogniseTextPrefix(textBefore: string): NotVideo | undefined {
	const wrapper = kindOf(textBefore.trimStart(), WRAPPERS);
	return wrapper ?? (BEGINS_IN_WORDS.test(textBefore) ? recogniseText(textBefore) : undefined);
}

function kindOf(words: string, kinds: readonly TextKind[]): NotVideo | undefined {
	return kinds.find(([pattern]) => pattern.test(words))?.[1];
}

/** Markup from the element that says what it is: behind an XML declaration, a document type and comments. */
function rootOfMarkup(words: string): string {
	if (!/^<([?]xml|!--|!doctype\s+(?!html))/i.test(words)) return words;
	let rest = words;
	for (;;) {
		const end = rest.startsWith('<!--')
			? rest.indexOf('-->') + 2
			: /^<[?!]/.test(rest)
				? rest.indexOf('>')
				: -1;
		if (end < 2) return rest;
		rest = rest.slice(end + 1).trimStart();
		// A page may hold its comment only.
		if (rest === '') return words;
	}
}

function quoteOf(words: string): string {
	const line = words
		.slice(0, 1000)
		.replace(/([a-z]{2,10}:\/\/[^\s?"'<>]*)\?[^\s"'<>]*/gi, '$1?…')
		.replace(/\p{Cf}+/gu, '')
		.replace(/[\s\p{Cc}]+/gu, ' ');
	return /^[^]{0,60}/u.exec(line)?.[0] ?? '';
}
