import { UserError } from '../../texts/UserError';
import type { Found, NotVideo } from './recognised';

const DOWNLOAD = 'Look at the output of the step that downloads it';
const NO_FILE = "Check that 'Input Data Field Name' points to the video, and not to another file of the item";
const POINTS_ELSEWHERE = 'Download the video it points to in a step before, and upload that';
const CODE_NODE =
	"A Code node may have made the file. Pass the binary on as the step before gave it, or make it with 'this.helpers.prepareBinaryData'";
const DECODE_FIRST =
	"Decode it in a step before: the node Convert to File with the operation 'Move Base64 String to File' makes a file of base64 text";

/** How such a file comes to stand in the place of a video, and what to do. */
const CURES: Readonly<Record<Found, string>> = {
	address: POINTS_ELSEWHERE,
	archive: 'Unpack it in a step before with the node Compression, and upload the video inside',
	audio: NO_FILE,
	base64: DECODE_FIRST,
	blankText: `${DOWNLOAD}: it may have delivered nothing`,
	brokenDataUrl: `Remove the words before the comma, such as 'data:video/mp4;base64', before the text is made a file`,
	bufferJson: CODE_NODE,
	bytesAsText:
		"Let the step that brings the file give it as a file: in the HTTP Request node, set 'Response Format' to File; in a Code node, make no text of it",
	cutOff: `${DOWNLOAD}: it may have ended early. Its size should be that of the original`,
	database: NO_FILE,
	dataUrl: DECODE_FIRST,
	document: NO_FILE,
	encrypted: 'Decrypt it in a step before',
	filler: `${DOWNLOAD}: the file may not have been written to its end`,
	font: NO_FILE,
	gitLfsPointer: `${DOWNLOAD}: it has to ask for the large file itself, through the storage's own download link`,
	hex: CODE_NODE,
	httpMessage: `${DOWNLOAD}: it has to give the body of the answer only`,
	image: NO_FILE,
	json: `${DOWNLOAD}: the service may have answered with an error, or with a description of the video`,
	multipart: 'Let the Webhook or Form node take the form apart, without its option Raw Body',
	objectAsText: CODE_NODE,
	playlist:
		"Upload the video it points to. memories.ai itself fetches some playlists with the operation 'Upload From URL'",
	program: NO_FILE,
	shortcut: POINTS_ELSEWHERE,
	sidecar: 'It is a companion file that macOS makes. Upload the file whose name has no ._ before it',
	storageMode: CODE_NODE,
	subtitles: NO_FILE,
	text: `${DOWNLOAD}: the service may have answered with an error`,
	tooShort: `${DOWNLOAD}: it may have delivered nothing`,
	torrent: POINTS_ELSEWHERE,
	webPage: `${DOWNLOAD}: the link may need a login, or point to a page about the video`,
	xml: `${DOWNLOAD}: the storage may have answered with an error, such as a file that is not there or a link that has expired`,
};

/** The error for a file that is no video, with what it is and how that comes about. */
export function notVideoError(fileName: string, { what, found, quote, inner }: NotVideo): UserError {
	const content = inner?.kind === 'notVideo' ? `${what} of ${inner.what}` : what;
	const words = quote === undefined ? '' : `. It begins with: ${quote}`;
	return new UserError(`The file '${fileName}' contains ${content}, not a video`, `${CURES[found]}${words}`);
}
