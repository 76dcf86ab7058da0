import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { Answer } from '../../answer';
import type { AnswerDesk } from '../../answerDesk';
import { handleExchange } from '../../exchange';
import type { IdSource } from '../../ids';
import { beginEntry, type JournalEntry } from '../../journal';
import { isCarriedOut, sharedFaultOf, type DatalakeFault, type DatalakeFaults } from '../faults';
import { replyTo } from '../reply';
import type { DatalakeSwitches } from '../switches';
import { contentRangeOf, type ContentRange } from './contentRange';
import { plainRefusal, unreadableRange } from './sessionAnswers';
import { refusedUse, sessionUseOf, type SessionUse } from './sessionUse';
import { UploadSession, type ReceivedChunk } from './uploadSession';

const uploadPath = '/upload/storage/v1/b/datalake/o';

/** What a session host needs. */
export interface SessionHostParts {
	switches: DatalakeSwitches;
	faults: DatalakeFaults;
	desk: AnswerDesk;
	ids: IdSource;
	/** Milliseconds since 1970, for the Date header. */
	dateNow: () => number;
	onRequestEnd?: (entry: JournalEntry) => void;
}

/**
 * The server that upload sessions live on, at an origin of its own: Google's resumable protocol
 * (cloud.google.com/storage/docs/performing-resumable-uploads). It knows no API keys: whoever has a session's address
 * may use it, and a request with an Authorization header is refused.
 */
export class SessionHost {
	/** Every request, in the order of arrival. */
	readonly journal: JournalEntry[] = [];
	/** Every session, oldest first. */
	readonly sessions: UploadSession[] = [];
	private readonly server = createServer({ requestTimeout: 0 }, (request, response) => {
		void this.handle(request, response);
	});

	constructor(private readonly parts: SessionHostParts) {}

	/** Starts the server on a free port of 127.0.0.1. */
	async listen(): Promise<void> {
		this.server.listen(0, '127.0.0.1');
		await once(this.server, 'listening');
	}

	/** The origin, without a slash at the end. */
	get url(): string {
		return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
	}

	/** Every Authorization header that was sent here: none, if clients keep their key to themselves. */
	get authorizations(): string[] {
		return this.journal.flatMap(({ headers }) => headers.authorization ?? []);
	}

	/** Opens a session for the file of a video. */
	open(videoId: string): UploadSession {
		const session = new UploadSession(this.parts.ids.hex32() + this.parts.ids.hex32(), videoId);
		this.sessions.push(session);
		return session;
	}

	/** The session's address, a secret. */
	addressOf({ id }: UploadSession): string {
		return `${this.url}${uploadPath}?uploadType=resumable&upload_id=${id}`;
	}

	/** The newest session for the file of a video. */
	latestFor(videoId: string): UploadSession | undefined {
		return this.sessions.findLast((session) => session.videoId === videoId);
	}

	/** Ends everything at once. */
	async close(): Promise<void> {
		const closed = new Promise((resolve) => this.server.close(resolve));
		this.server.closeAllConnections();
		await closed;
	}

	private async handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
		const { ids, faults, desk, dateNow, onRequestEnd } = this.parts;
		const entry = beginEntry(request);
		this.journal.push(entry);
		response.setHeader('x-guploader-uploadid', ids.hex32());

		const range = contentRangeOf(entry.headers['content-range'], entry.contentLength);
		const session = this.sessionOf(entry);
		const fault = faults.take(range?.kind === 'ask' ? 'askOffset' : 'putChunk');
		if (session !== undefined && fault?.kind === 'endSession') session.endedWith = fault.status;
		const use = isCarriedOut(fault) ? this.useOf(entry, session, range, fault) : refusedUse(notUsed);
		const chunk = session && range?.kind === 'chunk' ? beginChunk(session, entry) : undefined;
		const answer = () => (fault?.kind === 'noRange' ? withoutRange(use.answer()) : use.answer());

		await handleExchange({
			request,
			response,
			entry,
			fault: sharedFaultOf(fault),
			desk,
			date: () => response.setHeader('date', new Date(dateNow()).toUTCString()),
			onEnd: () => {
				if (chunk && session) endChunk(chunk, session, entry);
				onRequestEnd?.(entry);
			},
			receive: (gate) =>
				pipeline(request, gate, use.sink).then(
					() => true,
					() => false,
				),
			reply: () => replyTo(fault, answer, ({ status, message = '' }) => plainRefusal(status, message)),
		});
	}

	private sessionOf({ path, query }: JournalEntry): UploadSession | undefined {
		if (path !== uploadPath) return undefined;
		const id = new URLSearchParams(query).get('upload_id');
		return this.sessions.find((session) => session.id === id);
	}

	private useOf(
		entry: JournalEntry,
		session: UploadSession | undefined,
		range: ContentRange | undefined,
		fault: DatalakeFault | undefined,
	): SessionUse {
		const { method, headers } = entry;
		if (session === undefined) return refusedUse(plainRefusal(404, 'Not Found'));
		if (headers.authorization !== undefined) return refusedUse(plainRefusal(401, 'Invalid Credentials'));
		if (session.endedWith !== undefined) return refusedUse(plainRefusal(session.endedWith, 'Gone'));
		if (method === 'DELETE') {
			session.endedWith = 499;
			return refusedUse(plainRefusal(499, ''));
		}
		if (method !== 'PUT' || range === undefined) return refusedUse(unreadableRange);
		return sessionUseOf(session, range, entry, fault, this.parts.switches);
	}
}

/** The answer of a request that is not carried out: its fault has another one, or none. */
const notUsed = plainRefusal(500, '');

function withoutRange(answer: Answer): Answer {
	const headers = Object.entries(answer.headers).filter(([name]) => name !== 'range');
	return { ...answer, headers: Object.fromEntries(headers) };
}

function beginChunk(session: UploadSession, { headers }: JournalEntry): ReceivedChunk {
	const chunk: ReceivedChunk = {
		contentRange: headers['content-range'],
		receivedBytes: 0,
		keptBefore: session.keptBytes,
		keptAfter: session.keptBytes,
	};
	session.chunks.push(chunk);
	return chunk;
}

function endChunk(
	chunk: ReceivedChunk,
	session: UploadSession,
	{ receivedBytes, answer }: JournalEntry,
): void {
	chunk.receivedBytes = receivedBytes;
	chunk.keptAfter = session.keptBytes;
	if (answer !== undefined) chunk.status = answer.status;
}
