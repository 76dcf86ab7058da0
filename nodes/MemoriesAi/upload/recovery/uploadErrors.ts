import { ApiFailure } from '../../api/ApiFailure';
import { UserError } from '../../texts/UserError';
import { FAILURE_TEXTS } from '../../texts/failureTexts';
import type { ExpectedVideo } from './findUnconfirmed';

/**
 * How the search for a video ended that was sent and not confirmed: the account does not have it, has more new videos than
 * can be looked at, has one or several without its being clear which it is, or could not be searched; the execution was
 * cancelled; or there is no name to look for.
 */
export type Search = 'absent' | 'tooMany' | 'unclear' | 'cancelled' | 'nameless' | ApiFailure;

/**
 * The error for a video that memories.ai may have and did not confirm.
 *
 * @param sentAtMs when it was sent, in ms since 1970
 * @param cause why there is no confirmation
 */
export function unconfirmedError(
	{ name, size }: Pick<ExpectedVideo, 'name' | 'size'>,
	sentAtMs: number,
	cause: Error,
	search: Search,
): UserError {
	return new UserError(
		whatHappened(size),
		[
			sentSentence({ name, size }, sentAtMs, cause),
			searchSentence(
				search,
				size === undefined ? 'a new video of this name' : 'a new video of this name and size',
			),
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
		whatHappened(expected.size),
		[
			sentSentence(expected, sentAtMs, error),
			"Look for it in your memories.ai library before you run the workflow again. The node's setting 'Retry On Fail' sends it again in the same run, and memories.ai then knows that it is the same",
		].join('. '),
		{ cause: error },
	);
}

function whatHappened(size: number | undefined): string {
	return size === undefined
		? 'memories.ai did not confirm the upload'
		: 'memories.ai may have taken the video but did not confirm it';
}

function sentSentence(
	{ name, size }: Pick<ExpectedVideo, 'name' | 'size'>,
	sentAtMs: number,
	cause: Error,
): string {
	const what = [name === '' ? 'The video' : `'${name}'`, ...(size === undefined ? [] : [`(${size} bytes)`])];
	return `${what.join(' ')} was sent at ${new Date(sentAtMs).toISOString()}, and no clear answer came: ${reasonOf(cause)}`;
}

/** Why there is no confirmation, in a few words. */
export function reasonOf(cause: Error): string {
	return cause instanceof ApiFailure ? FAILURE_TEXTS[cause.kind].message : cause.message;
}

function searchSentence(search: Search, what: string): string {
	if (search instanceof ApiFailure) {
		return `The account could not be searched for ${what}: ${FAILURE_TEXTS[search.kind].message}`;
	}
	switch (search) {
		case 'absent':
			return `The account was searched for ${what}, and has none`;
		case 'tooMany':
			return `The account was searched for ${what}, and has too many new videos to look at all of them`;
		case 'unclear':
			return `The account was searched for ${what}, and it cannot be told which one it is`;
		case 'cancelled':
			return `The execution was cancelled before ${what} was found in the account`;
		case 'nameless':
			return 'Its address holds no file name by which it could be found in the account';
	}
}
