import { UserError } from '../../texts/UserError';
import type { VideoFile } from './videoFile';

/** What a failed download delivers in place of a video. No video container begins with any of these. */
const WEB_PAGE = /^\s*<(!doctype|!--|html|head|body|\?xml|svg|error)/i;
const JSON_TEXT = /^\s*[{[]\s*("|\{|\[|\]|\})/;
const OTHER_FILES: ReadonlyArray<readonly [firstBytes: string, name: string]> = [
	['%PDF-', 'a PDF document'],
	['PK\u0003\u0004', 'a ZIP archive'],
	['\u0089PNG', 'a PNG image'],
	['\u00ff\u00d8\u00ff', 'a JPEG image'],
];

/**
 * Looks at the first bytes of a file and refuses one that is plainly no video, whatever its name says: a cloud storage
 * that wants a login, or has no such file, often answers a download with a page.
 *
 * @throws UserError that says what the file is instead
 */
export function checkContent({ fileName }: VideoFile, start: Uint8Array): void {
	const content = contentOf(Buffer.from(start).toString('latin1'));
	if (content === undefined) return;
	throw new UserError(
		`The file '${fileName}' contains ${content}, not a video`,
		'Look at the output of the step that downloads it: the link may need a login, or point to a page about the video',
	);
}

function contentOf(start: string): string | undefined {
	const text = start.replace(/^\u00ef\u00bb\u00bf/, '');
	if (WEB_PAGE.test(text)) return 'a web page';
	if (JSON_TEXT.test(text)) return 'JSON';
	return OTHER_FILES.find(([firstBytes]) => start.startsWith(firstBytes))?.[1];
}
