import { hasSeveralAddresses, isLocalApi, isOutOfReach, readWebAddress } from '../api/vocabulary/webAddress';
import { UserError } from '../texts/UserError';
import { newNonce, signingKeyOf, type LinkContents } from './linkToken';
import { MAX_LINK_LENGTH, signLink, type LinkResult } from './signedLink';

/** What the upload node knows of a callback before it is sent. */
export interface CallbackRequest extends Pick<LinkContents, 'kind' | 'reference' | 'uniqueId'> {
	url: string;
	/** To sign with; undefined leaves the URL unsigned, and without what a signed link carries. */
	apiKey: string | undefined;
	/** Where the API is: a local API may call a local n8n. */
	apiBaseUrl: string;
}

/** A callback URL, ready to be sent. */
export interface PreparedCallback {
	url: string;
	/** What of it must not be read by anyone; empty for nothing. */
	secret: string;
}

/** Paths of n8n's editor: of a workflow, of the lists that lead to one, and of signing in. */
const EDITOR_PATH =
	/\/(workflow\/(new|[A-Za-z0-9]{8,})(\/.*)?|(home|projects\/[A-Za-z0-9]{8,})(\/folders\/[A-Za-z0-9]{8,})?\/(workflows|credentials|executions|datatables|variables)|signin|setup)\/?$/;

/** Paths that n8n serves to callers; what stands behind is the user's own. */
const CALLED_PATH = /\/(webhook|webhook-waiting|form|form-waiting)\//;

/** What a URL is written with. */
const URL_CHARACTERS = /^[\x21-\x7e]+$/;

/**
 * Checks a callback URL and signs it. What the URL already has stays as it is.
 *
 * @returns what to send to memories.ai
 * @throws UserError for a URL that memories.ai could not call, before anything is sent
 */
export function prepareCallback({
	url: given,
	apiKey,
	apiBaseUrl,
	...contents
}: CallbackRequest): PreparedCallback {
	const url = checkedAddress(given, apiBaseUrl);
	if (apiKey === undefined) {
		if (url.length <= MAX_LINK_LENGTH) return { url, secret: '' };
		throw refuse(
			`is ${url.length} characters long`,
			`memories.ai takes up to ${MAX_LINK_LENGTH}. Use a shorter URL`,
		);
	}
	const link = signLink({
		...contents,
		url,
		signingKey: signingKeyOf(apiKey),
		issuedAtMs: Date.now(),
		nonce: newNonce(),
	});
	if (link.kind === 'tooLong') throw tooLong(link);
	return { url: link.url, secret: link.token };
}

/** @throws UserError */
function checkedAddress(given: string, apiBaseUrl: string): string {
	const url = readWebAddress(given);
	if (hasSeveralAddresses(given)) {
		throw refuse(
			'has more than one address',
			'memories.ai calls one. Paste the Production URL of one Memories.ai Trigger node',
		);
	}
	if (url === undefined) {
		throw refuse(
			'is not a web address',
			'Paste the Production URL of a Memories.ai Trigger node, which starts with https://',
		);
	}
	if (isOutOfReach(url, apiBaseUrl)) {
		throw refuse(
			`points to ${url.hostname}, which memories.ai cannot reach`,
			'n8n needs a public address: set WEBHOOK_URL on your n8n, then copy the Production URL again. Without one, leave the field empty and use the Memories.ai Polling Trigger',
		);
	}
	if (url.pathname.includes('/webhook-test/') && !isLocalApi(apiBaseUrl)) {
		throw refuse(
			'is a Test URL, which n8n closes after two minutes or one call',
			'Copy the Production URL from the Memories.ai Trigger node and activate its workflow: memories.ai calls when the video is ready, often later than that',
		);
	}
	if (EDITOR_PATH.test(url.pathname) && !CALLED_PATH.test(url.pathname)) {
		throw refuse(
			"is the address of n8n's editor, which takes no calls",
			"Open the Memories.ai Trigger node and copy the Production URL under 'Webhook URLs'",
		);
	}
	const address = given.trim();
	return URL_CHARACTERS.test(address) ? address : url.href;
}

function tooLong({ length, referenceRoom }: Extract<LinkResult, { kind: 'tooLong' }>): UserError {
	const cure =
		referenceRoom === undefined
			? 'Use a shorter URL'
			: referenceRoom === 0
				? "Leave 'Reference' empty, or use a shorter URL"
				: `Shorten 'Reference' to ${referenceRoom} characters, or use a shorter URL`;
	return refuse(
		`is ${length} characters long with its signature, which carries the reference`,
		`memories.ai takes up to ${MAX_LINK_LENGTH}. ${cure}`,
	);
}

function refuse(problem: string, cure: string): UserError {
	return new UserError(`'Callback URL' ${problem}`, cure);
}
