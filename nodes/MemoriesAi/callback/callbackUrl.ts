import { isLocalApi, isOutOfReach, readWebAddress } from '../api/vocabulary/webAddress';
import { UserError } from '../texts/UserError';
import { callbackSignature, signingKeyOf } from './signature';

/** Longest callback URL memories.ai takes, in characters. Source: `callback` of v1.2 "Upload Video from File". */
export const MAX_CALLBACK_URL_LENGTH = 299;

/** Query parameters that this package adds to a callback URL and reads again when memories.ai calls it. */
export const REFERENCE_PARAMETER = 'mai_ref';
export const SIGNATURE_PARAMETER = 'mai_sig';

/** What the upload node knows of a callback before it is sent. */
export interface CallbackRequest {
	url: string;
	/** The user's own word for the video; empty for none. */
	reference: string;
	/** Key to sign with; undefined leaves the URL unsigned. */
	signingKey: string | undefined;
	/** Where the API is: a local API may call a local n8n. */
	apiBaseUrl: string;
}

/**
 * Checks a callback URL and adds reference and signature to it. What the URL already has stays as it is.
 *
 * @returns the URL to send to memories.ai
 * @throws UserError for a URL that memories.ai could not call, before anything is sent
 */
export function prepareCallbackUrl(callback: CallbackRequest): string {
	const refuse = (problem: string, cure: string) => new UserError(`'Callback URL' ${problem}`, cure);

	const url = readWebAddress(callback.url);
	if (url === undefined) {
		throw refuse(
			'is not a web address',
			'Paste the Production URL of a Memories.ai Trigger node, which starts with https://',
		);
	}
	if (isOutOfReach(url, callback.apiBaseUrl)) {
		throw refuse(
			`points to ${url.hostname}, which memories.ai cannot reach`,
			'n8n needs a public address: set WEBHOOK_URL on your n8n, then copy the Production URL again',
		);
	}
	if (url.pathname.includes('/webhook-test/') && !isLocalApi(callback.apiBaseUrl)) {
		throw refuse(
			'is a Test URL, which n8n closes after two minutes or one call',
			'Copy the Production URL from the Memories.ai Trigger node and activate its workflow: memories.ai calls when the video is ready, often later than that',
		);
	}
	if (callback.reference !== '') url.searchParams.set(REFERENCE_PARAMETER, callback.reference);
	if (callback.signingKey !== undefined) {
		const signature = callbackSignature(signingKeyOf(callback.signingKey), url.pathname, callback.reference);
		url.searchParams.set(SIGNATURE_PARAMETER, signature);
	}
	if (url.href.length > MAX_CALLBACK_URL_LENGTH) {
		throw refuse(
			`is ${url.href.length} characters long with its reference and signature`,
			`memories.ai takes up to ${MAX_CALLBACK_URL_LENGTH}. Shorten 'Reference' or the URL`,
		);
	}
	return url.href;
}
