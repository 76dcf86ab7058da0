import { ApiFailure } from '../ApiFailure';

/** System errors, and those of TLS and of proxies, that come before a single byte of a request has arrived. */
const NEVER_CONNECTED =
	/^(ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|HOSTNAME_MISMATCH|ERR_TLS_\w+|ERR_SSL_\w+|ERR_PROXY_\w+|UND_ERR_CONNECT_TIMEOUT)$/;

/** How the errors are named with which n8n's own protection blocks a request before it is sent. */
const BLOCKED_BY_N8N = 'Ssrf';

/** The same, where only the words tell: Node gives these the code of a connection that was reset. */
const NEVER_CONNECTED_WORDS =
	/before secure TLS connection|proxy (connection|response|authentication)|connect ETIMEDOUT/i;

/** What breaks an encrypted connection that has carried a request may have the code of one that never came about. */
const BROKEN_LATER_WORDS = /record mac|decryption|bad decrypt/i;

/** The first bytes of the answer of a server that speaks TLS and was spoken to without. */
const TLS_ALERT = [0x15, 0x03];

/** Errors that the program itself has made. */
const FAULTS_OF_OURS: readonly string[] = ['TypeError', 'RangeError', 'ReferenceError', 'SyntaxError'];

/**
 * What a request that ended without an answer throws.
 *
 * @param error what n8n's HTTP layer threw; it wraps the cause
 * @returns a failure of the connection; an error that is none, such as a fault of ours, as it is
 */
export function connectionFailure(error: unknown): unknown {
	const causes = causesOf(error);
	const fault = causes.find(({ name, code }) => FAULTS_OF_OURS.includes(name) && code === undefined);
	if (fault !== undefined) return fault;
	const isUnreached = causes.some(
		({ name, code, syscall, message, rawPacket }) =>
			NEVER_CONNECTED.test(code ?? '') ||
			name.startsWith(BLOCKED_BY_N8N) ||
			syscall === 'connect' ||
			NEVER_CONNECTED_WORDS.test(message) ||
			TLS_ALERT.every((byte, index) => rawPacket?.[index] === byte),
	);
	const isBrokenLater = causes.some(({ message }) => BROKEN_LATER_WORDS.test(message));
	return new ApiFailure(
		isUnreached && !isBrokenLater ? 'unreached' : 'unanswered',
		{ said: wordsOf(causes) },
		{ cause: error },
	);
}

/** An error as Node's and axios' connections throw it. */
interface ConnectionError extends Error {
	code?: string;
	syscall?: string;
	/** The answer that could not be read. */
	rawPacket?: Uint8Array;
	/** One for each address of the host that was tried. */
	errors?: unknown[];
}

/** The error, what caused it, what caused that, and so on. */
export function causesOf(error: unknown): ConnectionError[] {
	const causes: ConnectionError[] = [];
	const unseen = [error];
	while (unseen.length > 0) {
		const cause = unseen.shift();
		if (!isError(cause) || causes.includes(cause)) continue;
		causes.push(cause);
		unseen.push(cause.cause, ...(Array.isArray(cause.errors) ? cause.errors : []));
	}
	return causes;
}

/** Errors of other realms, such as those of a sandbox, are no instances of this one's. */
function isError(value: unknown): value is ConnectionError {
	return value instanceof Error || (typeof value === 'object' && value !== null && 'message' in value);
}

/** The transport's own words, such as `connect ECONNREFUSED 127.0.0.1:80`: those of the innermost cause that has any. */
function wordsOf(causes: readonly ConnectionError[]): string {
	const said = causes.map(({ message, code }) => message || code || '').filter((words) => words !== '');
	return said.at(-1) ?? 'no answer';
}
