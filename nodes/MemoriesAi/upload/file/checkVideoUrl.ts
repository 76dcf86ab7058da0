import { isOutOfReach, readWebAddress } from '../../api/vocabulary/webAddress';
import { UserError } from '../../texts/UserError';

/** Addresses under which there is a page about a video, and not the video itself. */
const PAGE =
	/^((www|m)\.)?(youtube\.com|youtu\.be|tiktok\.com|instagram\.com|vimeo\.com)\/|^drive\.google\.com\/(file|open)\b/i;

/**
 * Refuses, before anything is sent, an address from which memories.ai could not fetch a video.
 *
 * @param apiBaseUrl where the API is: a local API reaches local addresses
 * @returns the address as it is sent
 * @throws UserError that says what is wrong with it, but not all of the address: it may hold a signature
 */
export function checkVideoUrl(text: string, apiBaseUrl: string): string {
	const refuse = (problem: string, cure: string) => new UserError(`'Video URL' ${problem}`, cure);

	const url = readWebAddress(text);
	if (url === undefined) {
		throw refuse('is not a web address', 'Enter a direct link to the video file, which starts with https://');
	}
	if (isOutOfReach(url, apiBaseUrl)) {
		throw refuse(
			`points to ${url.hostname}, which memories.ai cannot reach`,
			"Use a public address, or download the file in a step before and send it with the operation 'Upload'",
		);
	}
	if (PAGE.test(`${url.hostname}${url.pathname}`)) {
		throw refuse(
			`points to a page on ${url.hostname}, not to a video file`,
			"memories.ai needs a direct link to the file. Download it in a step before, such as Google Drive, and send it with the operation 'Upload'",
		);
	}
	return url.href;
}
