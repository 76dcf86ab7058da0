import type { ApiFailure } from '../api/ApiFailure';
import { LONGEST_RETRY_AFTER_MS } from '../api/transport/limitPause';
import type { FailureKind } from '../api/vocabulary/failureKinds';
import { withoutSecrets } from './secrets';

/** What the user reads about a failure. Neither ends with a period. */
export interface FailureText {
	/** What happened. */
	message: string;
	/** How to get unstuck. */
	cure: string;
}

/** memories.ai's own words come after ours, and no longer than this, in characters. */
const MAX_SAID_LENGTH = 300;

/** In characters; documented codes have four. */
const MAX_CODE_LENGTH = 40;

/** The words for each kind of failure. */
export const FAILURE_TEXTS: Readonly<Record<FailureKind, FailureText>> = {
	absent: {
		message: 'The memories.ai account does not have this video',
		cure: "Check the ID of the video, the API key in the credential and, if you divide your account, 'Unique ID'",
	},
	account: {
		message: 'The memories.ai account is disabled',
		cure: 'Ask memories.ai support to enable the account, or use the key of another account',
	},
	balance: {
		message: 'The memories.ai account has no money left',
		cure: 'Add money to the account at console.memories.ai, then run the workflow again',
	},
	baseUrl: {
		message: "The credential's 'Base URL' is not a web address",
		cure: 'Set it to https://api.memories.ai unless you use a proxy of your own',
	},
	container: {
		message: 'memories.ai does not take this kind of video file',
		cure: 'Convert the video to MP4 with h264, then upload it again',
	},
	credits: {
		message: 'The memories.ai account has no credits left',
		cure: 'Add credits in your memories.ai account, then run the workflow again',
	},
	duplicate: {
		message: 'memories.ai refuses to do the same thing twice',
		cure: 'The same request is already running or done. Wait a moment and look at the result before trying again',
	},
	empty: {
		message: 'memories.ai gave an empty answer',
		cure: 'Try again in a few minutes',
	},
	fileStore: {
		message: 'The store of memories.ai does not hand the file over',
		cure: 'Run the node again: it gets a new link each time. Ask memories.ai support if it stays',
	},
	gateway: {
		message: 'memories.ai is not available right now',
		cure: 'Try again in a few minutes',
	},
	incomplete: {
		message: 'memories.ai does not have all of the video yet',
		cure: 'Run the workflow again',
	},
	key: {
		message: 'memories.ai does not accept the API key',
		cure: 'Copy the key again from your memories.ai account into the API Key field of the credential. It is sent as it is, so it must not start with "Bearer". A key that begins with sk-mai- needs the API Version "Auto" or "Datalake", any other key does not go with "Datalake"',
	},
	keyMissing: {
		message: "The credential's 'API Key' is empty",
		cure: 'Open the Memories.ai API credential and paste the key from your memories.ai account',
	},
	limit: {
		message: 'memories.ai has reached its request limit',
		cure: 'Let fewer items through at a time, or raise Max Retries or Upload Timeout where the operation has them, so that the node waits longer',
	},
	other: {
		message: 'memories.ai refused the request',
		cure: 'Try again later, and ask memories.ai support about the code if it stays',
	},
	parameters: {
		message: 'memories.ai did not accept the request',
		cure: 'Check the values of the fields, then try again',
	},
	redirect: {
		message: 'The server wants to send the request to another address',
		cure: 'The node does not follow, so that your API key stays with the server you chose. Set Base URL in the credential to the final address',
	},
	scope: {
		message: 'The API key may not do this',
		cure: 'Give the key this right at console.memories.ai, or put another key into the credential',
	},
	size: {
		message: 'The server finds the video too large',
		cure: 'Send a smaller video: memories.ai takes up to 3 GB, a proxy in between may take less',
	},
	source: {
		message: 'memories.ai found no video at the address',
		cure: "It needs a direct link to the file that works without a login, not a page about the video. Or download the file in a step before, and send it with the operation 'Upload'",
	},
	trouble: {
		message: 'memories.ai did not accept the request',
		cure: 'Something went wrong inside memories.ai. Try again in a few minutes',
	},
	unanswered: {
		message: 'memories.ai did not answer',
		cure: 'Check Base URL in the credential and the network between n8n and memories.ai, then try again',
	},
	unparsed: {
		message: 'memories.ai has not parsed the video yet',
		cure: "Put the operation 'Wait Until Parsed' before this node, or start the workflow with a Memories.ai Trigger",
	},
	unreached: {
		message: 'memories.ai did not answer',
		cure: 'Check Base URL in the credential and the network between n8n and memories.ai, then try again',
	},
	unreadable: {
		message: 'The answer does not come from the memories.ai API',
		cure: 'Check Base URL in the credential: it is https://api.memories.ai unless you use a proxy of your own',
	},
	videoAbsent: {
		message: "'Video': the account has no video",
		cure: "Check the ID, and that the credential belongs to the account with the video. It may be deleted, or in another part of the account: then set 'Unique ID' under Options",
	},
	unknownPath: {
		message: 'This server does not offer the chosen version of the memories.ai API',
		cure: 'In the credential, check Base URL, and set API Version to "v1.1" if it was "Auto" or "v1.2", or to "v1.2" if it was "v1.1". A key that begins with sk-mai- needs "Auto" or "Datalake"',
	},
};

/**
 * What the user reads about a failure, with what memories.ai or the connection said.
 *
 * @param secrets texts that must not be read by anyone; others' words may repeat them
 */
export function textOfFailure(failure: ApiFailure, secrets: readonly string[]): FailureText {
	const { message, cure } = FAILURE_TEXTS[failure.kind];
	// What is cut first may leave a part of a secret that nobody finds any more.
	const said = shortened(withoutSecrets((failure.said ?? '').trim(), secrets));
	const code = codeOf(failure, secrets);
	const parts = [cure, pauseAskedFor(failure), wordsOf(failure.kind, code, said), requestOf(failure)];
	return {
		message: `${message}${detailOf(failure.kind, code, said)}`,
		cure: parts.filter((part) => part !== '').join('. '),
	};
}

/** The code of a failure, which is as much a stranger's text as the words that come with it. */
export function codeOf({ code }: ApiFailure, secrets: readonly string[]): string | undefined {
	return code === undefined ? undefined : withoutSecrets(code, secrets).slice(0, MAX_CODE_LENGTH);
}

function detailOf(kind: FailureKind, code: string | undefined, said: string): string {
	if ((kind === 'gateway' || kind === 'fileStore') && code !== undefined) return ` (HTTP ${code})`;
	return kind === 'videoAbsent' ? ` ${said}` : '';
}

function pauseAskedFor({ retryAfterMs = 0 }: ApiFailure): string {
	if (retryAfterMs <= LONGEST_RETRY_AFTER_MS) return '';
	const time = new Date(Date.now() + retryAfterMs);
	const isDate = !Number.isNaN(time.getTime());
	return `memories.ai asks to wait ${isDate ? `until ${time.toISOString()}` : 'for more years than a calendar has'}`;
}

function wordsOf(kind: FailureKind, code: string | undefined, said: string): string {
	if (kind === 'videoAbsent') return '';
	if (kind === 'unanswered' || kind === 'unreached') return `The connection said: ${said}`;
	if (said !== '') return `memories.ai said: code ${code ?? 'missing'}, "${said}"`;
	return isEnvelopeCode(code) ? `memories.ai said: code ${code}` : '';
}

function requestOf({ requestId }: ApiFailure): string {
	return requestId === undefined ? '' : `The ID of the request is ${requestId}`;
}

/** An HTTP status alone tells the user nothing; the text of its kind does. */
function isEnvelopeCode(code: string | undefined): code is string {
	return code !== undefined && !/^[1-5]\d\d$/.test(code);
}

/** memories.ai's words, cut to a length that a person reads. */
export function shortened(said: string): string {
	return said.length <= MAX_SAID_LENGTH ? said : `${said.slice(0, MAX_SAID_LENGTH)}…`;
}
