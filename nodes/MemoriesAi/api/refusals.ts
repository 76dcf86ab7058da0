/** Why memories.ai, or something between n8n and it, did not do what was asked. */
export type RefusalKind =
	| 'absent'
	| 'account'
	| 'credits'
	| 'duplicate'
	| 'gateway'
	| 'key'
	| 'limit'
	| 'parameters'
	| 'redirect'
	| 'size'
	| 'unparsed'
	| 'unreadable'
	| 'unknownPath'
	| 'other';

/** A refused request, in words for the user: what happened and how to get unstuck. */
export interface ApiRefusal {
	kind: RefusalKind;
	/** Sentence for the error's title, without a final period. */
	message: string;
	/** How to get unstuck. */
	description: string;
	/** The envelope's code, or the HTTP status where no envelope came. */
	code: string;
	/** How long the server asks to wait before the next try, in ms, when it says so. */
	retryAfterMs?: number;
}

/** The part of a refusal that is written before any request was sent. */
export type RefusalText = Pick<ApiRefusal, 'kind' | 'message' | 'description'>;

const KEY_REFUSED: RefusalText = {
	kind: 'key',
	message: 'memories.ai does not accept the API key',
	description:
		'Copy the key again from your memories.ai account into the API Key field of the credential. It is sent as it is, so it must not start with "Bearer"',
};

/**
 * The envelope codes memories.ai documents. Source: "Code" page of v1.1 and v1.2; `9009` as the answer to a wrong
 * key and `0001` as the answer to an unknown path are observed.
 */
const REFUSAL_BY_CODE: Readonly<Record<string, RefusalText>> = {
	'0001': {
		kind: 'parameters',
		message: 'memories.ai did not accept the request',
		description: 'Check the values of the fields, then try again',
	},
	'0003': {
		kind: 'parameters',
		message: 'memories.ai misses a value in the request',
		description: 'Check that the required fields are set, then try again',
	},
	'0401': KEY_REFUSED,
	'0402': {
		kind: 'credits',
		message: 'The memories.ai account has no credits left',
		description: 'Add credits in your memories.ai account, then run the workflow again',
	},
	'0403': {
		kind: 'account',
		message: 'The memories.ai account is disabled',
		description: 'Ask memories.ai support to enable the account, or use the key of another account',
	},
	'0409': {
		kind: 'duplicate',
		message: 'memories.ai refuses to do the same thing twice',
		description:
			'The same request is already running or done. Wait a moment and look at the result before trying again',
	},
	'0429': {
		kind: 'limit',
		message: 'memories.ai has reached its request limit',
		description:
			'Let fewer items through at a time, or raise Max Retries where the operation has it, so that the node waits longer',
	},
	'9009': KEY_REFUSED,
};

/** What the user can do when memories.ai has the video, but has not understood it yet. */
export const VIDEO_UNPARSED: RefusalText = {
	kind: 'unparsed',
	message: 'memories.ai has not parsed the video yet',
	description:
		"Put the operation 'Wait Until Parsed' before this node, or start the workflow with a Memories.ai Trigger",
};

/** What the user can do when the account has no video of that ID. */
const VIDEO_ABSENT: RefusalText = {
	kind: 'absent',
	message: 'The memories.ai account does not have this video',
	description:
		"Check the ID of the video, the API key in the credential and, if you divide your account, 'Unique ID'",
};

/** HTTP statuses of a server that does not know the path at all. */
export const PATH_NOT_SERVED_HTTP_STATUSES: readonly number[] = [404, 405, 410];

/** The envelope's code for it, shared with wrong parameters; its message then says "No static resource". */
export const PATH_NOT_SERVED_CODE = '0001';

/** What the user can do when an API generation is not served under the credential's base URL. */
export const PATH_NOT_SERVED: RefusalText = {
	kind: 'unknownPath',
	message: 'This server does not offer the chosen version of the memories.ai API',
	description:
		'In the credential, check Base URL, and set API Version to "v1.1" if it was "Auto" or "v1.2", or to "v1.2" if it was "v1.1"',
};

/** What the user can do when the answer is not memories.ai's JSON. */
export const ANSWER_UNREADABLE: RefusalText = {
	kind: 'unreadable',
	message: 'The answer does not come from the memories.ai API',
	description:
		'Check Base URL in the credential: it is https://api.memories.ai unless you use a proxy of your own',
};

/** The code and text of every envelope code that stands for a refusal, for the credential test's rules. */
export const DOCUMENTED_REFUSALS: ReadonlyArray<readonly [code: string, text: RefusalText]> =
	Object.entries(REFUSAL_BY_CODE);

const UNKNOWN_RESOURCE = /no static resource/i;

/** Refusals that only their words tell. Source: "Video Chat" and "Download Video" pages; "still processing" is observed. */
const REFUSAL_BY_WORDS: ReadonlyArray<readonly [words: RegExp, text: RefusalText]> = [
	[/not (?:been )?parsed|still processing/i, VIDEO_UNPARSED],
	[/video not found|no videos found/i, VIDEO_ABSENT],
	[/don'?t login|not logged in/i, KEY_REFUSED],
];

/**
 * Names an envelope that refuses.
 *
 * @param code the envelope's `code` as text
 * @param apiMessage the envelope's `msg`, shown to the user behind our own words
 */
export function refusalByCode(code: string, apiMessage: string): ApiRefusal {
	if (UNKNOWN_RESOURCE.test(apiMessage)) return { ...PATH_NOT_SERVED, code };
	const byWords = REFUSAL_BY_WORDS.find(([words]) => words.test(apiMessage))?.[1];
	const byCode = Object.hasOwn(REFUSAL_BY_CODE, code) ? REFUSAL_BY_CODE[code] : undefined;
	const text: RefusalText = byWords ??
		byCode ?? {
			kind: 'other',
			message: 'memories.ai refused the request',
			description: 'Try again later, and ask memories.ai support about the code if it stays',
		};
	const said = apiMessage === '' ? `code ${code}` : `code ${code}, "${apiMessage}"`;
	return { ...text, code, description: `${text.description}. memories.ai said: ${said}` };
}

/** Names an HTTP answer that carries no envelope: a gateway's page, a redirect, a cut-off body. */
export function refusalByHttpStatus(httpStatus: number): ApiRefusal {
	const code = String(httpStatus);
	if (httpStatus === 401) return { ...KEY_REFUSED, code };
	if (httpStatus === 413) {
		return {
			kind: 'size',
			code,
			message: 'The server finds the video too large',
			description: 'Send a smaller video: memories.ai takes up to 3 GB, a proxy in between may take less',
		};
	}
	if (httpStatus === 429) return { ...refusalByCode('0429', ''), code };
	if (PATH_NOT_SERVED_HTTP_STATUSES.includes(httpStatus)) return { ...PATH_NOT_SERVED, code };
	if (httpStatus >= 300 && httpStatus < 400) {
		return {
			kind: 'redirect',
			code,
			message: 'The server wants to send the request to another address',
			description:
				'The node does not follow, so that your API key stays with the server you chose. Set Base URL in the credential to the final address',
		};
	}
	if (httpStatus >= 500) {
		return {
			kind: 'gateway',
			code,
			message: `memories.ai is not available right now (HTTP ${httpStatus})`,
			description: 'Try again in a few minutes',
		};
	}
	return { ...ANSWER_UNREADABLE, code };
}
