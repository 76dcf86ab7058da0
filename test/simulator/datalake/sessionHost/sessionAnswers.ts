import { jsonAnswer, type Answer } from '../../answer';
import { chunkUnit, type UploadSession } from './uploadSession';

/** 308, which says how much of the file is there; without a Range header when nothing is. */
export function resumeIncomplete({ keptBytes }: UploadSession): Answer {
	const range: Record<string, string> = keptBytes === 0 ? {} : { range: `bytes=0-${keptBytes - 1}` };
	return { status: 308, headers: { 'content-length': '0', ...range }, body: '' };
}

/** The answer when the file is whole. */
export function objectStored({ keptBytes, videoId }: UploadSession, status: number): Answer {
	return jsonAnswer(
		{ kind: 'storage#object', name: `ingest/${videoId}`, bucket: 'datalake', size: String(keptBytes) },
		status,
	);
}

/** A refusal in the words of the session host. */
export function plainRefusal(status: number, text: string): Answer {
	return { status, headers: { 'content-type': 'text/plain; charset=utf-8' }, body: text };
}

/** The refusal of a Content-Range header that cannot be read. */
export const unreadableRange = plainRefusal(400, 'Failed to parse Content-Range header.');

/** The refusal of a chunk that begins beyond what is there, in Google's words. */
export function gapRefusal(status: number, start: number, session: UploadSession): Answer {
	return plainRefusal(
		status,
		`Invalid request. According to the Content-Range header, the upload offset is ${start} byte(s), ` +
			`which exceeds already uploaded size of ${session.keptBytes} byte(s).`,
	);
}

/** The refusal of a body that has another length than its Content-Range header says, in Google's words. */
export function wrongLength(receivedBytes: number, start: number, end: number): Answer {
	return plainRefusal(
		400,
		`Invalid request. There were ${receivedBytes} byte(s) in the request body. There should have been ` +
			`${end - start + 1} byte(s) (starting at offset ${start} and ending at offset ${end}) according to the ` +
			'Content-Range header.',
	);
}

/** The refusal of a chunk, not the last, whose length is no multiple of the unit. */
export function unevenChunk(bytes: number): Answer {
	return plainRefusal(
		400,
		`Invalid request. The number of bytes uploaded is required to be a multiple of ${chunkUnit}, except for the ` +
			`final request. The received request contained ${bytes} bytes, which does not meet this requirement.`,
	);
}
