/** Hosts that only this machine or its own network can reach; a name without a dot is one of a container network. */
export const LOCAL_HOST =
	/^([^.:[\]]+|.*\.(localhost|local|internal)|(127|10|0)(\.\d+){3}|(192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))(\.\d+){2}|\[.*\])$/;

/** A web address that a user has entered, undefined when the text is none. */
export function readWebAddress(text: string): URL | undefined {
	const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
	return url !== undefined && ['http:', 'https:'].includes(url.protocol) ? url : undefined;
}

/**
 * Whether memories.ai cannot reach an address: it is one of this machine or network, while the API is not.
 *
 * @param apiBaseUrl the credential's; a local API, such as a proxy or a simulator, reaches local addresses
 */
export function isOutOfReach(url: URL, apiBaseUrl: string): boolean {
	return LOCAL_HOST.test(url.hostname) && !isLocalApi(apiBaseUrl);
}

/** Whether the API itself is on this machine or network. */
export function isLocalApi(apiBaseUrl: string): boolean {
	return LOCAL_HOST.test(new URL(apiBaseUrl).hostname);
}
