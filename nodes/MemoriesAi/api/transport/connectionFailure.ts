import { ApiFailure } from '../ApiFailure';

/** System errors, and those of TLS and of proxies, that come before a single byte of a request has arrived. */
const NEVER_CONNECTED =
	/^(ENOTFOUND|EAI_\w+|ECONNREFUSED|EHOSTUNREACH|EHOSTDOWN|ENETUNREACH|ENETDOWN|EADDRNOTAVAIL|EPROTO|CERT_\w+|UNABLE_TO_\w+|DEPTH_ZERO_SELF_SIGNED_CERT|SELF_SIGNED_CERT_IN_CHAIN|HOSTNAME_MISMATCH|ERR_TLS_\w+|ERR_SSL_\w+|ERR_PROXY_\w+|UND_ERR_CONNECT_TIMEOUT)$/;

/** The same, where only the words tell: Node gives these the code of a connection that was reset. */
const NEVER_CONNECTED_WORDS =
	/before secure TLS connection|proxy (connection|response|authentication)|connect ETIMEDOUT/i;

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
		({ code, syscall, message }) =>
			NEVER_CONNECTED.test(code ?? '') || syscall === 'connect' || NEVER_CONNECTED_WORDS.test(message),
	);
	return new ApiFailure(
		isUnreached ? 'unreached' : 'unanswered',
		{ said: wordsOf(causes) },
		{ cause: error },
	);
}

/** An error as Node's and axios' connections throw it. */
interface ConnectionError extends Error {
	code?: string;
	syscall?: string;
}

/** The error, what caused it, what caused that, and so on. */
export function causesOf(error: unknown): ConnectionError[] {
	const causes: ConnectionError[] = [];
	for (let cause = error; isError(cause) && !causes.includes(cause); cause = cause.cause) causes.push(cause);
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
