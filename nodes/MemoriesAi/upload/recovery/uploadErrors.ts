import { ApiFailure } from '../../api/ApiFailure';
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
	return new UserError(
		expected.size === undefined
			? 'memories.ai did not confirm the upload'
			: 'memories.ai may have taken the video but did not confirm it',
		[
			`${sentSentence(expected, sentAtMs)}: ${reasonOf(cause)}`,
			searchSentence(expected, { failure, lookAlikes, isCancelled }),
			'It is not sent again, so that it is not stored and paid for twice. Look for it in your memories.ai library, and run the workflow again if it is not there',
		].join('. '),
		{ cause },
	);
}

/**
 * The error for a video that memories.ai may have, although it would know it when it is sent again; a refusal that lasts as
 * it is.
 *
 * @param sentAtMs when it was sent, in ms since 1970
 */
export function orUnconfirmed(
	error: unknown,
	{ expected }: { expected: ExpectedVideo },
	sentAtMs: number,
): unknown {
	if (!(error instanceof ApiFailure) || error.lasts === 'yes') return error;
	return new UserError(
		expected.size === undefined
			? 'memories.ai did not confirm the upload'
			: 'memories.ai may have taken the video but did not confirm it',
		[
			`${sentSentence(expected, sentAtMs)}: ${reasonOf(error)}`,
			"Look for it in your memories.ai library before you run the workflow again. The node's setting 'Retry On Fail' sends it again in the same run, and memories.ai then knows that it is the same",
		].join('. '),
		{ cause: error },
	);
}

function sentSentence({ name, size }: ExpectedVideo, sentAtMs: number): string {
	const bytes = size === undefined ? '' : ` (${size} bytes)`;
	return `'${name}'${bytes} was sent at ${new Date(sentAtMs).toISOString()}, and no clear answer came`;
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
