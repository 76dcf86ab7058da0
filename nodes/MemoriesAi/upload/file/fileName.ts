import {
	CONTAINERS,
	containerOfExtension,
	containerOfType,
	fitsContainer,
	VIDEO_EXTENSIONS,
	type Container,
} from './containers';

/** How a video is announced to memories.ai: its name with an extension, and the type that goes with it. */
export interface VideoLabel {
	fileName: string;
	mimeType: string;
	/** As what it is announced; undefined where the bytes say nothing. */
	container: Container | undefined;
}

/** What n8n keeps of a file beside its bytes. A Code node can put any JSON value there: only text and numbers count. */
export interface GivenLabel {
	fileName?: unknown;
	fileExtension?: unknown;
	mimeType?: unknown;
}

/** Longest file name that every file system takes, in bytes of UTF-8. */
const LONGEST_NAME = 255;
const NAME_OF_NAMELESS = 'video';
const UNKNOWN_TYPE = 'application/octet-stream';
const MIME_TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,126}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,126}$/;

/**
 * Gives a video the type of its container, and a name whose extension fits. An extension that fits stays as it is
 * written; another video extension gives way to the usual one of the container; a dot followed by anything else is
 * part of the name. A 3GP is an MP4 of another brand: one that is named .mp4, as phones do, is announced as an MP4.
 *
 * @param recognised what the bytes say, undefined where they say nothing: the given label stands then
 * @param typedName the user's own file name, empty for none: its `/` and `\` become `-`. The file's own name with a
 * path keeps the path's last part
 */
export function labelVideo(
	recognised: Container | undefined,
	given: GivenLabel,
	typedName: string,
): VideoLabel {
	const name = joinedParts(typedName) || nameWithoutEnds(lastPart(textOf(given.fileName)));
	const { stem, extension } = splitName(name);
	const givenExtension = extension || videoExtension(textOf(given.fileExtension));
	const container = recognised === '3gp' && extension.toLowerCase() === 'mp4' ? 'mp4' : recognised;
	const mimeType =
		container === undefined ? typeOfLabel(given, givenExtension) : CONTAINERS[container].mimeType;
	const known = container ?? containerOfType(mimeType);
	const kept = container === undefined || fitsContainer(givenExtension, container) ? givenExtension : '';
	const ending = kept || (known === undefined ? '' : CONTAINERS[known].extensions[0]);
	return { fileName: joinName(stem, ending), mimeType, container };
}

/** Whether the label of a file whose bytes say nothing calls it a video, by its type or by an extension. */
export function isLabelledVideo(given: GivenLabel, typedName: string): boolean {
	const names = [typedName, textOf(given.fileName), `.${textOf(given.fileExtension)}`];
	const type = normaliseType(given.mimeType);
	return (
		type.startsWith('video/') ||
		containerOfType(type) !== undefined ||
		names.some((name) => splitName(nameWithoutEnds(name)).extension !== '')
	);
}

function typeOfLabel(given: GivenLabel, extension: string): string {
	const type = normaliseType(given.mimeType);
	const container =
		containerOfType(type) ?? (type.startsWith('video/') ? undefined : containerOfExtension(extension));
	return container === undefined ? type || UNKNOWN_TYPE : CONTAINERS[container].mimeType;
}

/** Lower case without parameters; empty for anything that is no MIME type, so that it cannot break a header. */
function normaliseType(mimeType: unknown): string {
	const bare = textOf(mimeType).split(';', 1)[0]?.trim().toLowerCase() ?? '';
	return MIME_TYPE.test(bare) ? bare : '';
}

function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** A typed name keeps its words. */
function joinedParts(typedName: string): string {
	const parts = typedName.split(/[/\\]+/).filter((part) => nameWithoutEnds(part) !== '');
	return nameWithoutEnds(parts.join('-'));
}

/** Of a web address, only its path counts. */
function lastPart(written: string): string {
	const path = /^https?:\/\//i.test(written) ? written.replace(/[?#][^]*$/, '') : written;
	return path.split(/[/\\]/).findLast((part) => nameWithoutEnds(part) !== '') ?? '';
}

/** The extension without its dot, if it is one of a video; empty otherwise. */
function videoExtension(text: string): string {
	const extension = text.replace(/^\./, '').trim();
	return VIDEO_EXTENSIONS.has(extension.toLowerCase()) ? extension : '';
}

function splitName(name: string): { stem: string; extension: string } {
	const dot = name.lastIndexOf('.');
	const extension = dot === -1 ? '' : videoExtension(name.slice(dot + 1));
	const stem = extension === '' ? name : name.slice(0, dot);
	return { stem: nameWithoutEnds(stem), extension };
}

/** In one line of visible characters, without blanks at the ends and without dots at the end. */
function nameWithoutEnds(text: string): string {
	const line = text
		.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
		// Joiners within a name hold emoji and Persian letters together.
		.replace(/(?:(?![\u200c\u200d])[\p{Cf}\p{Cs}])+/gu, '');
	let [from, to] = [0, line.length];
	while (from < to && UNSEEN.test(line.charAt(from))) from++;
	while (from < to && isUnseenEnd(line, to)) to--;
	return line.slice(from, to);
}

/** Blanks, joiners, letters without a shape, and what chooses the shape of the character before. */
const UNSEEN = /[\s\u034f\u115f\u1160\u17b4\u17b5\u200c\u200d\u2800\u3164\ufe00-\ufe0f\uffa0]/;
const SHAPED_EMOJI = /\p{Extended_Pictographic}\ufe0f$/u;

function isUnseenEnd(line: string, to: number): boolean {
	const last = line.charAt(to - 1);
	return last === '.' || (UNSEEN.test(last) && !SHAPED_EMOJI.test(line.slice(Math.max(0, to - 3), to)));
}

function joinName(stem: string, extension: string): string {
	const ending = extension === '' ? '' : `.${extension}`;
	const name = nameWithoutEnds(shorten(stem, LONGEST_NAME - ending.length));
	return `${/[^\s._-]/.test(name) ? name : NAME_OF_NAMELESS}${ending}`;
}

/** As many whole characters, accents and emoji included, as take up to so many bytes of UTF-8. */
function shorten(text: string, bytes: number): string {
	if (Buffer.byteLength(text) <= bytes) return text;
	let [length, taken] = [0, 0];
	for (const { segment } of new Intl.Segmenter().segment(text.slice(0, bytes + 1))) {
		taken += Buffer.byteLength(segment);
		if (taken > bytes) break;
		length += segment.length;
	}
	return text.slice(0, length);
}
