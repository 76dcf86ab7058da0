import { isOutOfReach } from '../../api/vocabulary/webAddress';
import { UserError } from '../../texts/UserError';
import { readVideoUrl } from './videoUrl';

/**
 * Refuses, before anything is sent, an address from which memories.ai could not fetch a video.
 *
 * @param apiBaseUrl where the API is: a local API reaches local addresses
 * @returns the address as it is sent
 * @throws UserError that says what is wrong with it, but not all of the address: it may hold a signature
 */
export function checkVideoUrl(text: string, apiBaseUrl: string): string {
	const read = readVideoUrl(text);
	if (read.kind === 'invalid') {
		throw refusal(
			'is not a web address',
			'Enter a direct link to the video file, which starts with https://',
		);
	}
	if (read.kind === 'several') {
		throw refusal(
			'has more than one address',
			'Enter one. For several videos, give each an item of its own, for example with the node Split Out',
		);
	}
	if (read.kind === 'page') {
		throw refusal(
			`points to a page on ${read.host}, not to a video file`,
			`${read.site} shows a page there. ${read.cure}`,
		);
	}
	if (isOutOfReach(read.url, apiBaseUrl)) {
		throw refusal(
			`points to ${read.url.hostname}, which memories.ai cannot reach`,
			"Use a public address, or download the file in a step before and send it with the operation 'Upload'",
		);
	}
	return read.url.href;
}

function refusal(problem: string, cure: string): UserError {
	return new UserError(`'Video URL' ${problem}`, cure);
}
