import type { IncomingMessage } from 'node:http';
import type { FormFile, NameAndValue } from './body/receivedBody';
import type { EndpointName } from './endpoints/endpoint';

/** One request as it arrived, and what became of it. */
export interface JournalEntry {
	method: string;
	/** Without the query. */
	path: string;
	/** Undefined when no endpoint exists for the request. */
	endpoint?: EndpointName;
	/** Decoded, in wire order, repeated names repeated. */
	query: NameAndValue[];
	/** Names in lower case, values untouched; repeated headers joined with ", ". */
	headers: Record<string, string>;
	/** The Content-Length header; undefined when the body came chunked or there was none. */
	contentLength?: number;
	/** Body bytes the simulator has read, multipart framing included, also of a body that broke off. */
	receivedBytes: number;
	/** Whether the last byte of the body has arrived; set when reading ends. */
	isBodyWhole?: boolean;
	/** The form fields that are not files, in wire order. */
	fields: NameAndValue[];
	/** The first file of the form; present once it has arrived whole. */
	file?: FormFile;
	/** The parsed body of a JSON request. */
	json?: unknown;
	/** The JSON as it was sent: parsing rounds integers of more than 15 digits. */
	jsonText?: string;
	/** Set when the answer is handed to the socket; undefined when the simulator never answered. */
	answer?: { status: number; body: string };
	/** True when the connection ended before the whole answer was sent, by whichever side. */
	aborted?: boolean;
}

/** The journal entry of a request whose body has not been read yet. */
export function beginEntry(request: IncomingMessage): JournalEntry {
	const [path = '', query = ''] = (request.url ?? '').split(/\?(.*)/s);
	const contentLength = request.headers['content-length'];
	return {
		method: request.method ?? '',
		path,
		query: [...new URLSearchParams(query)],
		headers: headersOf(request.rawHeaders),
		...(contentLength === undefined ? {} : { contentLength: Number(contentLength) }),
		receivedBytes: 0,
		fields: [],
	};
}

function headersOf(rawHeaders: readonly string[]): Record<string, string> {
	const headers: Record<string, string> = {};
	for (let index = 0; index + 1 < rawHeaders.length; index += 2) {
		const name = String(rawHeaders[index]).toLowerCase();
		const value = String(rawHeaders[index + 1]);
		headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
	}
	return headers;
}
