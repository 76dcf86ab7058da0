import path from 'node:path';
import type { GivenLabel } from '../../../../../nodes/MemoriesAi/upload/file/fileName';

/** What mime-types 3.0.2 of n8n 2.41 says of extensions; it knows no .insv, .lrv and the like. */
const TYPES_OF_2_41: Record<string, string> = {
	'3g2': 'video/3gpp2',
	'3gp': 'video/3gpp',
	asf: 'video/x-ms-asf',
	avi: 'video/x-msvideo',
	f4v: 'video/x-f4v',
	flv: 'video/x-flv',
	h264: 'video/h264',
	m2ts: 'video/mp2t',
	m2v: 'video/mpeg',
	m4v: 'video/x-m4v',
	mkv: 'video/x-matroska',
	mov: 'video/quicktime',
	mp4: 'video/mp4',
	mpeg: 'video/mpeg',
	mpg: 'video/mpeg',
	mts: 'video/mp2t',
	mxf: 'application/mxf',
	ogv: 'video/ogg',
	rm: 'application/vnd.rn-realmedia',
	ts: 'video/mp2t',
	vob: 'video/x-ms-vob',
	webm: 'video/webm',
	wmv: 'video/x-ms-wmv',
};
const VERSIONS: ReadonlyArray<readonly [n8n: string, types: Record<string, string>]> = [
	// mime-types 3.0.1.
	['1.123 and 2.3', { ...TYPES_OF_2_41, mp4: 'application/mp4' }],
	['2.41', TYPES_OF_2_41],
];

/** What file-type says of contents where n8n knows no extension and holds the file in memory. */
const TYPES_BY_CONTENT: Record<string, string> = {
	'3gp': 'video/3gpp',
	avi: 'video/vnd.avi',
	mkv: 'video/matroska',
	mov: 'video/quicktime',
	mp4: 'video/mp4',
	mpg: 'video/MP1S',
	ts: 'video/mp2t',
	wmv: 'video/x-ms-asf',
};

/** How a video comes into a workflow, and the label that n8n gives it there. */
export interface N8nLabel {
	source: string;
	label: GivenLabel;
	/** Whether the file's own name came with it. */
	isNamed: boolean;
}

/** The labels that n8n gives a video of this name and container, wherever it comes from. */
export function n8nLabels(fileName: string, container: string): N8nLabel[] {
	const { name, ext } = path.parse(fileName);
	const fileExtension = ext.slice(1);
	const named = (source: string, mimeType: string): N8nLabel => ({
		source,
		label: { fileName, fileExtension, mimeType },
		isNamed: true,
	});
	const untitled = (source: string, mimeType: string): N8nLabel => ({
		source,
		label: { fileName: name, mimeType },
		isNamed: true,
	});
	const nameless = (source: string, mimeType: string, fileExtensionOfType?: string): N8nLabel => ({
		source,
		label: { fileExtension: fileExtensionOfType, mimeType },
		isNamed: false,
	});
	return [
		...VERSIONS.flatMap(([n8n, types]) => {
			const type = types[fileExtension.toLowerCase()];
			return [
				named(`disk, n8n ${n8n}`, type ?? 'text/plain'),
				named(`Dropbox, n8n ${n8n}`, type ?? TYPES_BY_CONTENT[container] ?? 'text/plain'),
				named(`Telegram, n8n ${n8n}`, type ?? 'application/octet-stream'),
			];
		}),
		untitled('disk, no extension', 'text/plain'),
		untitled('FTP, no extension', TYPES_BY_CONTENT[container] ?? 'text/plain'),
		named('Google Drive', TYPES_OF_2_41[fileExtension.toLowerCase()] ?? 'application/octet-stream'),
		untitled('Google Drive, a title', 'video/mp4'),
		untitled('Google Drive, a title of a film', 'video/quicktime'),
		named('S3', 'binary/octet-stream'),
		named('S3 with an empty type', ''),
		named('S3 with a type of its own', 'application/x-mp4'),
		nameless('Webhook raw body, curl', 'application/x-www-form-urlencoded'),
		nameless('Webhook raw body, no type, n8n 1.123', 'application/json', 'json'),
		nameless('Webhook raw body, no type, n8n 2.41', 'application/octet-stream', 'bin'),
		nameless('Webhook raw body', 'video/mp4', 'mp4'),
		named('Form, a browser that knows the type', 'video/vnd.dlna.mpeg-tts'),
		named('Form, a browser that does not', 'application/octet-stream'),
		named('HTTP Request, nginx', 'text/plain; charset=utf-8'),
		named('HTTP Request, forced download', 'application/force-download'),
	];
}
