/** What a status word of memories.ai means for whoever waits for the video. */
export type VideoStatusMeaning = 'parsed' | 'unparsed' | 'failed';

/**
 * Every documented status word. Callback pages say FAIL, the list filter FAILED, the enum page PARSE_ERROR for
 * one and the same end. Source: "Callback Notification Payload", "List Videos", "Code" pages.
 */
const MEANING: Readonly<Record<string, VideoStatusMeaning>> = {
	PARSE: 'parsed',
	UNPARSE: 'unparsed',
	FAIL: 'failed',
	FAILED: 'failed',
	PARSE_ERROR: 'failed',
	// The word for a single video of an import. Source: "Upload Video from Platform URL" page.
	INDEXING_SUCCEEDED: 'parsed',
};

/** The meaning of a status word in any letter case, or undefined for a word the API does not document. */
export function meaningOfVideoStatus(status: string): VideoStatusMeaning | undefined {
	const word = status.toUpperCase();
	return Object.hasOwn(MEANING, word) ? MEANING[word] : undefined;
}
