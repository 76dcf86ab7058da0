import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from 'crypto';

/** The API key in a form that signs and cannot be read. */
export function signingKeyOf(apiKey: string): KeyObject {
	return createSecretKey(Buffer.from(apiKey));
}

/**
 * The signature of a callback URL: HMAC-SHA256, keyed by the API key, in base64url without padding. It covers the
 * reference and the last two parts of the path, which name the trigger. Host and the start of the path stay out,
 * because a reverse proxy may rewrite them and n8n's test and production URL differ in them.
 *
 * @param url a whole URL without its query, or its path; percent-encoded or not
 * @param reference the user's word for the video, empty for none
 */
export function callbackSignature(signingKey: KeyObject, url: string, reference: string): string {
	const trigger = url.split('/').filter(Boolean).slice(-2).map(decodePathSegment).join('/');
	return createHmac('sha256', signingKey).update(`${trigger}\n${reference}`).digest('base64url');
}

/** Compares a received signature with the right one, in a time that does not depend on where they differ. */
export function isCallbackSignature(
	received: string,
	signingKey: KeyObject,
	url: string,
	reference: string,
): boolean {
	const expected = Buffer.from(callbackSignature(signingKey, url, reference));
	const given = Buffer.from(received);
	return given.byteLength === expected.byteLength && timingSafeEqual(given, expected);
}

function decodePathSegment(segment: string): string {
	try {
		return decodeURIComponent(segment);
	} catch {
		return segment;
	}
}
