import type { FailureKind } from './failureKinds';

/**
 * The envelope codes that memories.ai documents for refusals. Source: "Code" page of v1.1 and v1.2; `9009` as the answer
 * to a wrong key is observed.
 */
const KIND_BY_CODE: Readonly<Record<string, FailureKind>> = {
	'0001': 'parameters',
	'0003': 'parameters',
	'0401': 'key',
	'0402': 'credits',
	'0403': 'account',
	'0409': 'duplicate',
	'0429': 'limit',
	'9009': 'key',
};

/** HTTP statuses of a server that does not know the path at all. */
const PATH_NOT_SERVED_HTTP_STATUSES: readonly number[] = [404, 405, 410];

/**
 * Refusals that only their words tell, whichever code they carry: an unknown path has that of wrong parameters. Source: "Rate limits", "Video Chat" and "Download
 * Video" pages; the others are observed, "network abnormal" in the vendor's own client, which asks again.
 */
const KIND_BY_WORDS: ReadonlyArray<readonly [words: RegExp, kind: FailureKind]> = [
	[/no static resource/i, 'unknownPath'],
	[/exceeded the limit/i, 'limit'],
	[/network abnormal/i, 'trouble'],
	[/not (?:been )?parsed|still processing/i, 'unparsed'],
	[/video not found|no videos found/i, 'absent'],
	[/don'?t login|not logged in/i, 'key'],
];

/**
 * Names an envelope that refuses.
 *
 * @param code the envelope's `code` as text
 * @param said the envelope's `msg`
 */
export function kindByCode(code: string, said: string): FailureKind {
	const byWords = KIND_BY_WORDS.find(([words]) => words.test(said))?.[1];
	const byCode = Object.hasOwn(KIND_BY_CODE, code) ? KIND_BY_CODE[code] : undefined;
	return byWords ?? byCode ?? 'other';
}

/** Names an HTTP answer that carries no envelope: a gateway's page, a redirect, a cut-off body. */
export function kindByHttpStatus(httpStatus: number): FailureKind {
	if (httpStatus === 401) return 'key';
	if (httpStatus === 413) return 'size';
	if (httpStatus === 429) return 'limit';
	if (PATH_NOT_SERVED_HTTP_STATUSES.includes(httpStatus)) return 'unknownPath';
	if (httpStatus >= 300 && httpStatus < 400) return 'redirect';
	return httpStatus >= 500 ? 'gateway' : 'unreadable';
}

/** The codes of the Datalake that say more than their HTTP status. Source: public clients of it. */
const DATALAKE_KIND_BY_CODE: Readonly<Record<string, FailureKind>> = {
	quota_exceeded: 'balance',
	rate_limited: 'limit',
	source_unresolvable: 'source',
	video_not_ready: 'unparsed',
};

const DATALAKE_KIND_BY_STATUS: Readonly<Record<number, FailureKind>> = {
	400: 'parameters',
	401: 'key',
	402: 'balance',
	403: 'scope',
	404: 'absent',
	409: 'incomplete',
	413: 'size',
	415: 'container',
	422: 'parameters',
	429: 'limit',
};

/**
 * Names a refusal of the Datalake, which come with real HTTP statuses.
 *
 * @param code the `code` of its body
 */
export function datalakeKind(httpStatus: number, code: string | undefined): FailureKind {
	const byCode =
		code !== undefined && Object.hasOwn(DATALAKE_KIND_BY_CODE, code)
			? DATALAKE_KIND_BY_CODE[code]
			: undefined;
	return byCode ?? DATALAKE_KIND_BY_STATUS[httpStatus] ?? (httpStatus >= 500 ? 'trouble' : 'other');
}
