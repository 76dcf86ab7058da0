/** Endings of names that no public name server knows, and the one of a common home router. */
const LOCAL_NAMES =
	'localhost|localdomain|local|lan|home|home\\.arpa|internal|intranet|corp|private|test|invalid|svc|onion|fritz\\.box|mshome\\.net';

/**
 * Ranges that are not routed in the internet: this network, private, shared, loopback, link-local, protocol
 * assignments, benchmarking, multicast, reserved. Source: IANA IPv4 Special-Purpose Address Registry. Those for
 * documentation are left out: no n8n has one by accident.
 */
const LOCAL_IPV4 = [
	'(0|10|127)(\\.\\d+){3}',
	'(100\\.(6[4-9]|[7-9]\\d|1[01]\\d|12[0-7])|169\\.254|172\\.(1[6-9]|2\\d|3[01])|192\\.168|198\\.1[89])(\\.\\d+){2}',
	'192\\.0\\.0\\.\\d+',
	'(22[4-9]|2[3-5]\\d)(\\.\\d+){3}',
].join('|');

/** Only 2000::/3 is routed in the internet. Source: IANA IPv6 Global Unicast Address Assignments. */
const LOCAL_IPV6 = '\\[(?![23][0-9a-f]{3}(:|$)).*';

/** Hosts that only this machine or its own network can reach; a name without a dot is one of a container network. */
export const LOCAL_HOST = new RegExp(
	`^([^.:[\\]]+|(.*\\.)?(${LOCAL_NAMES})|${LOCAL_IPV4}|${LOCAL_IPV6})\\.*$`,
);

const LOOPBACK_HOST = /^((.*\.)?localhost|127(\.\d+){3}|\[::1\])\.*$/;

/** An IPv4 address written as IPv6, as URL writes it: mapped, behind a NAT64 gateway, or in 6to4. */
const IPV4_IN_IPV6 =
	/^\[(?:(?:::ffff:|64:ff9b::)([0-9a-f]{1,4}):([0-9a-f]{1,4})\]$|2002:([0-9a-f]{1,4}):([0-9a-f]{0,4}):)/;

/** An IPv4 address in the name that a public name server gives it, such as `192.168.1.20.nip.io`. */
const IPV4_IN_NAME = /(?:^|[.-])(\d{1,3})[.-](\d{1,3})[.-](\d{1,3})[.-](\d{1,3})\.(?:nip|sslip)\.io\.*$/;

/** A second address behind blanks, or behind a comma and the like; one within an address's own path or query is none. */
const NEXT_ADDRESS =
	/[\s,，、;|"'<>\]]["'<[(]{0,3}(?:https?:\/\/|www\.)|\.(?:mp4|mov|m4v|avi|mkv|webm)https?:\/\//i;

/** A web address that a user has entered, undefined when the text is none. */
export function readWebAddress(text: string): URL | undefined {
	const url = URL.canParse(text.trim()) ? new URL(text.trim()) : undefined;
	return url !== undefined && ['http:', 'https:'].includes(url.protocol) ? url : undefined;
}

/** Whether a text begins with a web address, and another one follows. */
export function hasSeveralAddresses(text: string): boolean {
	const words = text.trim().replace(/^["'<[(\s]{1,9}/, '');
	return /^https?:/i.test(words) && NEXT_ADDRESS.test(words);
}

/**
 * Whether memories.ai cannot reach an address: it is one of this machine or network, while the API is not on this
 * machine.
 *
 * @param apiBaseUrl the credential's. Only an API on this machine, such as the simulator, makes local addresses good;
 * a proxy elsewhere in the network hands everything on to memories.ai, which reaches none of them. What does not
 * depend on where the API is, such as n8n's `/webhook-test/` or a page in place of a file, stays refused
 */
export function isOutOfReach(url: URL, apiBaseUrl: string): boolean {
	return LOCAL_HOST.test(plainHost(url)) && !isLocalApi(apiBaseUrl);
}

/** Whether the API itself is on this machine. */
export function isLocalApi(apiBaseUrl: string): boolean {
	const url = readWebAddress(apiBaseUrl);
	return url !== undefined && LOOPBACK_HOST.test(plainHost(url));
}

/** The host as URL has normalised it, other notations of IPv4 included. */
function plainHost({ hostname }: URL): string {
	const named = IPV4_IN_NAME.exec(hostname)?.slice(1);
	if (named !== undefined) return named.join('.');
	const [, mappedHigh, mappedLow, high = mappedHigh, low = mappedLow] = IPV4_IN_IPV6.exec(hostname) ?? [];
	if (high === undefined || low === undefined) return hostname;
	return [high, low]
		.map((half) => parseInt(half || '0', 16))
		.map((half) => `${half >> 8}.${half & 255}`)
		.join('.');
}
