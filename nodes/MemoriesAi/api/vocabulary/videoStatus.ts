/** What a status word of memories.ai means for whoever waits for the video. */
export type VideoStatusMeaning = 'parsed' | 'unparsed' | 'failed';

/**
 * Every status word with a known meaning. Callback pages say FAIL, the list filter FAILED, the enum page PARSE_ERROR for
 * one and the same end. Source: "Callback Notification Payload", "List Videos", "Code" pages; PARSED and ERROR are
 * observed in the vendor's own clients. `DONE`, which the "List Videos" page names among its examples without a meaning,
 * is left out on purpose: a video that is taken for parsed too early fails in every later step.
 */
const MEANING: Readonly<Record<string, VideoStatusMeaning>> = {
	PARSE: 'parsed',
	PARSED: 'parsed',
	UNPARSE: 'unparsed',
	FAIL: 'failed',
	FAILED: 'failed',
	ERROR: 'failed',
	PARSE_ERROR: 'failed',
	// The word for a single video of an import. Source: "Upload Video from Platform URL" page.
	INDEXING_SUCCEEDED: 'parsed',
	// The words of the Datalake, as its public clients read them; FAILED is above.
	READY: 'parsed',
	PROCESSING: 'unparsed',
	CANCELLED: 'failed',
};

/** The meaning of a status word in any letter case, or undefined for a word without a known one. */
export function meaningOfVideoStatus(status: string): VideoStatusMeaning | undefined {
	const word = status.trim().toUpperCase();
	return Object.hasOwn(MEANING, word) ? MEANING[word] : undefined;
}
