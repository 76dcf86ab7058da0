import { ApiFailure } from '../../../../nodes/MemoriesAi/api/ApiFailure';
import { causesOf, connectionFailure } from '../../../../nodes/MemoriesAi/api/transport/connectionFailure';

/** An error as Node throws it, wrapped as axios and n8n wrap it. */
function wrapped(message: string, details: object = {}): Error {
	const cause = Object.assign(new Error(message), details);
	const axiosError = Object.assign(new Error(message, { cause }), { name: 'AxiosError', ...details });
	return new Error('The request failed', { cause: axiosError });
}

function failureOf(error: unknown): ApiFailure {
	const failure = connectionFailure(error);
	if (failure instanceof ApiFailure) return failure;
	throw new Error('It is no failure of the connection', { cause: failure });
}

describe('never connected, so nothing can have arrived', () => {
	test.each([
		'ENOTFOUND',
		'EAI_AGAIN',
		'EAI_FAIL',
		'ECONNREFUSED',
		'EHOSTUNREACH',
		'EHOSTDOWN',
		'ENETUNREACH',
		'ENETDOWN',
		'EADDRNOTAVAIL',
		'EPROTO',
		'CERT_HAS_EXPIRED',
		'CERT_NOT_YET_VALID',
		'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
		'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
		'DEPTH_ZERO_SELF_SIGNED_CERT',
		'SELF_SIGNED_CERT_IN_CHAIN',
		'HOSTNAME_MISMATCH',
		'ERR_TLS_CERT_ALTNAME_INVALID',
		'ERR_SSL_WRONG_VERSION_NUMBER',
		'ERR_PROXY_TUNNEL',
		'UND_ERR_CONNECT_TIMEOUT',
	])('%s', (code) => {
		expect(failureOf(wrapped('failed', { code }))).toMatchObject({ kind: 'unreached', acted: 'no' });
	});

	test.each<[string, Error]>([
		['any error of connecting', wrapped('connect EPERM 10.0.0.1:443', { code: 'EPERM', syscall: 'connect' })],
		['a connection that timed out', wrapped('connect ETIMEDOUT 10.0.0.1:443', { code: 'ETIMEDOUT' })],
		[
			'all addresses of a host timed out',
			Object.assign(
				new AggregateError(
					[Object.assign(new Error('connect ETIMEDOUT ::1:443'), { syscall: 'connect' })],
					'',
				),
				{ code: 'ETIMEDOUT' },
			),
		],
		[
			'a break in the TLS handshake',
			wrapped('Client network socket disconnected before secure TLS connection was established', {
				code: 'ECONNRESET',
			}),
		],
		['a proxy that hangs up', wrapped('Proxy connection ended before receiving CONNECT response')],
		['a proxy that wants a password', wrapped('Proxy authentication required')],
		['a proxy that answers nonsense', wrapped('Invalid proxy response')],
		[
			'n8n’s protection against private addresses',
			Object.assign(new Error('The request was blocked'), { name: 'SsrfBlockedIpError' }),
		],
		[
			'a TLS alert where HTTP was expected',
			wrapped('Parse Error: Expected HTTP/', {
				code: 'HPE_INVALID_CONSTANT',
				rawPacket: Buffer.from([0x15, 0x03, 0x03]),
			}),
		],
	])('%s', (_case, error) => {
		expect(failureOf(error)).toMatchObject({ kind: 'unreached', acted: 'no' });
	});
});

describe('connected before it broke, so it may have been acted on', () => {
	test.each<[string, Error]>([
		['ECONNRESET', wrapped('read ECONNRESET', { code: 'ECONNRESET', syscall: 'read' })],
		['socket hang up', wrapped('socket hang up', { code: 'ECONNRESET' })],
		['EPIPE', wrapped('write EPIPE', { code: 'EPIPE', syscall: 'write' })],
		['a timeout of the request', wrapped('timeout of 60000ms exceeded', { code: 'ECONNABORTED' })],
		['a read that timed out', wrapped('read ETIMEDOUT', { code: 'ETIMEDOUT', syscall: 'read' })],
		['cancelled', wrapped('canceled', { code: 'ERR_CANCELED' })],
		['a code that only begins like one', wrapped('failed', { code: 'ENOTFOUND2' })],
		['a code that only ends like one', wrapped('failed', { code: 'NOT_ECONNREFUSED' })],
		[
			'a damaged record',
			wrapped('decryption failed or bad record mac', { code: 'ERR_SSL_DECRYPTION_FAILED_OR_BAD_RECORD_MAC' }),
		],
		[
			'a damaged record, in older words',
			wrapped('SSL routines:ssl3_read_bytes:sslv3 alert bad record mac', { code: 'EPROTO' }),
		],
		[
			'no HTTP in the answer',
			wrapped('Parse Error: Expected HTTP/', {
				code: 'HPE_INVALID_CONSTANT',
				rawPacket: Buffer.from('garbage'),
			}),
		],
		['half of an alert', wrapped('Parse Error', { rawPacket: Buffer.from([0x15]) })],
		['nothing known', new Error('')],
	])('%s', (_case, error) => {
		expect(failureOf(error)).toMatchObject({ kind: 'unanswered', acted: 'maybe' });
	});

	test.each([undefined, null, 'text', 7])('%j', (thrown) => {
		expect(failureOf(thrown)).toMatchObject({ kind: 'unanswered', said: 'no answer' });
	});
});

describe('what it says', () => {
	test('the innermost words, and what was thrown as the cause', () => {
		const error = wrapped('connect ECONNREFUSED 127.0.0.1:9', { code: 'ECONNREFUSED' });
		expect(failureOf(error)).toMatchObject({ said: 'connect ECONNREFUSED 127.0.0.1:9', cause: error });
	});

	test('the code where there are no words', () => {
		expect(failureOf(Object.assign(new Error(''), { code: 'EPIPE' })).said).toBe('EPIPE');
		expect(failureOf(new Error('outer', { cause: new Error('') })).said).toBe('outer');
	});
});

describe('a fault of ours', () => {
	test.each([TypeError, RangeError, ReferenceError, SyntaxError])('%p stays as it is', (Fault) => {
		const fault = new Fault('x');
		expect(connectionFailure(new Error('outer', { cause: fault }))).toBe(fault);
	});

	test('a TypeError with a code is the connection’s', () => {
		expect(failureOf(Object.assign(new TypeError('fetch failed'), { code: 'ENOTFOUND' })).kind).toBe(
			'unreached',
		);
	});
});

describe('causes', () => {
	test('in order, each once, also where they go round', () => {
		const inner = new Error('inner');
		const outer = new Error('outer', { cause: inner });
		inner.cause = outer;
		expect(causesOf(outer)).toEqual([outer, inner]);
	});

	test('those of another realm, which are no instances of Error here', () => {
		const foreign = { message: 'connect ECONNREFUSED', code: 'ECONNREFUSED' };
		expect(causesOf(new Error('outer', { cause: foreign }))).toContain(foreign);
	});

	test.each([undefined, null, 'text', {}, 7])('none in %j', (thrown) => {
		expect(causesOf(thrown)).toEqual([]);
	});
});
