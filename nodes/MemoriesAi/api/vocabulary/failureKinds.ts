/** Whether asking again can bring another answer: it lasts, it passes by itself, or that cannot be told. */
export type Lasting = 'yes' | 'no' | 'maybe';

/** Whether memories.ai may have done what it was asked for. */
export type Acted = 'no' | 'maybe';

/** What is judged of every failure, whichever request it ended. */
export interface FailureJudgement {
	lasts: Lasting;
	acted: Acted;
}

/**
 * Every way in which a request to memories.ai fails, and the one judgement of it. Doubt is no proof: what came without a
 * clear answer may have been acted on.
 */
export const FAILURE_KINDS = {
	/** memories.ai says that it does not have the video. */
	absent: { lasts: 'maybe', acted: 'no' },
	/** The account is disabled. */
	account: { lasts: 'yes', acted: 'no' },
	/** The account has no money left, in the Datalake. */
	balance: { lasts: 'yes', acted: 'no' },
	/** The credential holds no usable base URL. */
	baseUrl: { lasts: 'yes', acted: 'no' },
	/** memories.ai does not take this kind of file. */
	container: { lasts: 'yes', acted: 'no' },
	credits: { lasts: 'yes', acted: 'no' },
	/** The same was asked for before. */
	duplicate: { lasts: 'yes', acted: 'no' },
	/** An answer came, but nothing stands in it. */
	empty: { lasts: 'no', acted: 'maybe' },
	/** The store that memories.ai keeps files in does not hand one over. */
	fileStore: { lasts: 'maybe', acted: 'no' },
	/** Something between n8n and memories.ai answers that memories.ai is not available. */
	gateway: { lasts: 'no', acted: 'maybe' },
	/** Bytes of an upload in parts are missing. */
	incomplete: { lasts: 'no', acted: 'no' },
	/** memories.ai does not accept the key, or cannot: a header does not take it. */
	key: { lasts: 'yes', acted: 'no' },
	/** The credential holds no key. */
	keyMissing: { lasts: 'yes', acted: 'no' },
	/** Too many requests. */
	limit: { lasts: 'no', acted: 'no' },
	/** A wrong or missing value, or trouble that memories.ai gives the same code. */
	parameters: { lasts: 'maybe', acted: 'no' },
	redirect: { lasts: 'yes', acted: 'no' },
	/** The key may not do what it asks for. */
	scope: { lasts: 'yes', acted: 'no' },
	/** The body is too large for the server. */
	size: { lasts: 'yes', acted: 'no' },
	/** memories.ai finds no video at the address that it was given. */
	source: { lasts: 'yes', acted: 'no' },
	/** memories.ai says that something went wrong inside it. */
	trouble: { lasts: 'maybe', acted: 'no' },
	/** The connection broke, or no answer came in time. */
	unanswered: { lasts: 'no', acted: 'maybe' },
	/** The video is not parsed yet. */
	unparsed: { lasts: 'no', acted: 'no' },
	/** A look at the account showed no video of this number. */
	videoAbsent: { lasts: 'maybe', acted: 'no' },
	/** No connection came about, so nothing can have arrived. */
	unreached: { lasts: 'no', acted: 'no' },
	/** The answer is not memories.ai's. */
	unreadable: { lasts: 'no', acted: 'maybe' },
	/** The server does not have the path. */
	unknownPath: { lasts: 'yes', acted: 'no' },
	/** Refused for a reason that is not documented. */
	other: { lasts: 'maybe', acted: 'no' },
} as const satisfies Record<string, FailureJudgement>;

/** A way in which a request fails. */
export type FailureKind = keyof typeof FAILURE_KINDS;
