import type { ApiFailure } from '../../api/ApiFailure';
import { UserError } from '../../texts/UserError';
import { FAILURE_TEXTS } from '../../texts/failureTexts';
import type { ExpectedVideo } from './findUnconfirmed';

/** What is known about a video that was sent and not found. */
interface Search {
	/** Why there is no confirmation. */
	cause: Error;
	/** Why the account could not be searched, when it could not. */
	failure: ApiFailure | undefined;
	/** How many new videos look like it, when that is not one. */
	lookAlikes: number;
	isCancelled: boolean;
}

/**
 * The error for a video that memories.ai may have and did not confirm.
 *
 * @param sentAtMs when it was sent, in ms since 1970
 */
export function unconfirmedError(
	expected: ExpectedVideo,
	sentAtMs: number,
	{ cause, failure, lookAlikes, isCancelled }: Search,
): UserError {
	const size = expected.size === undefined ? '' : ` (${expected.size} bytes)`;
	const sent = `'${expected.name}'${size} was sent at ${new Date(sentAtMs).toISOString()}`;
	return new UserError(
		expected.size === undefined
			? 'memories.ai did not confirm the upload'
			: 'memories.ai may have taken the video but did not confirm it',
		[
			`${sent}, and no clear answer came: ${reasonOf(cause)}`,
			searchSentence(expected, { failure, lookAlikes, isCancelled }),
			'It is not sent again, so that it is not stored and paid for twice. Look for it in your memories.ai library, and run the workflow again if it is not there',
		].join('. '),
		{ cause },
	);
}

function reasonOf(cause: Error): string {
	const kind = 'kind' in cause ? cause.kind : undefined;
	const text = Object.entries(FAILURE_TEXTS).find(([name]) => name === kind)?.[1];
	return text?.message ?? cause.message;
}

function searchSentence(
	{ size }: ExpectedVideo,
	{ failure, lookAlikes, isCancelled }: Omit<Search, 'cause'>,
): string {
	const what = size === undefined ? 'a new video of this name' : 'a new video of this name and size';
	if (isCancelled) return `The execution was cancelled before the account was searched for ${what}`;
	if (failure !== undefined) {
		return `The account could not be searched for ${what}: ${FAILURE_TEXTS[failure.kind].message}`;
	}
	return lookAlikes === 0
		? `The account was searched for ${what}, and has none`
		: `The account was searched for ${what}, and it cannot be told which one it is`;
}
