import { parse } from 'node:path';
import type { ApiVersion } from '../generations/generation';
import { sampleOriginal, type OriginalFile } from '../originals';
import type { Video, VideoStatus } from '../videoLibrary';
import type { Lateness } from './lateness';
import type { RequestLimits } from './requestLimits';

/**
 * What a client may be tempted to take for granted about memories.ai, and no page promises. Every field is read anew for
 * every request, so a test may change it at any time.
 */
export interface World {
	/** How far the Date header is ahead of the simulator's clock, in ms; negative when behind, 'absent' for none. */
	dateHeaderOffsetMs: number | 'absent';
	/** How far `create_time` and `uploadTime` are ahead of the simulator's clock, in ms; negative when behind. */
	createTimeOffsetMs: number;
	/** When the video of an accepted upload comes into the account; what the upload is answered does not depend on it. */
	storing: Lateness;
	/** When a video that is in the account comes into `list_videos` and `get_metadata`. */
	listing: Lateness;
	/** How many looks at `get_metadata` give null for a video that the list already shows. */
	nullMetadataLooks: number;
	/** The name that memories.ai gives to an uploaded file; see `storedNames.ts`. */
	storedName: (fileName: string) => string;
	/** The bytes that lists and metadata tell, for example of a remuxed video; undefined leaves the member out. */
	listedSize: (video: Video) => number | null | undefined;
	/** Words that lists and metadata use instead of those of the generation. */
	statusWords: Partial<Record<VideoStatus, string>>;
	/** Words that callbacks use instead of those of the generation. */
	callbackStatusWords: Partial<Record<VideoStatus, string>>;
	/** The order of lists. 'shuffled' is the same for the same videos, so that pages fit together. */
	listOrder: 'newestFirst' | 'oldestFirst' | 'shuffled';
	/** The most videos on a page, whatever is asked for; the pages then follow one another at this length. */
	longestPage: number;
	/** Whether a list gives its first page whichever is asked for. */
	ignoresPage: boolean;
	/** What a list says about the number of videos on all pages; undefined leaves the member out. */
	totalCount: (count: number) => number | undefined;
	/**
	 * Which videos a list with `video_nos` gives, before it is cut into pages.
	 *
	 * @param asked the videos asked for that pass the other filters, in the order of the list
	 * @param others those not asked for, likewise
	 */
	videoNosAnswer: (asked: readonly Video[], others: readonly Video[]) => readonly Video[];
	/** The file that a download of a video gives. */
	original: (videoNo: string) => OriginalFile;
	/** What a search in transcripts answers: the form of 2026, or the one of 2025. */
	transcriptSearchForm: 'results' | 'videos';
	/**
	 * When each video of an import comes into the account; 'held' for one that never does.
	 *
	 * @param index of the video in its import, from 0
	 */
	importing: (index: number) => Lateness;
	/** Of the posts that are to be imported, those that there are: a private one brings no video. */
	postsThere: (links: readonly string[]) => readonly string[];
	/** How many posts a creator or a hashtag has. */
	postsOfCreator: number;
	/** How an import's videos tell the post they come from; undefined leaves it out. */
	shownPost: (link: string) => string | undefined;
	/** What the state of an import holds: the videos, as observed, or their numbers, as documented in 2025. */
	taskForm: 'ids' | 'videos';
	/** Whether an import is answered with the number of its task; an example for hashtags has none. */
	namesTasks: boolean;
	/** Whether a new folder is answered with its number; no page tells. */
	namesNewFolders: boolean;
	/** Whether v1.2 lists give all values as text, as those of v1.1 do. */
	listsTextOnly: boolean;
	/** How many requests are accepted; see `requestLimits.ts`. */
	requestLimits: Partial<Record<ApiVersion, RequestLimits>>;
	/** When a request counts: as soon as it begins, or once its whole body is there, as behind a gateway that holds it back. */
	countsRequests: 'begun' | 'whole';
}

/** The world that a client's author imagines: one clock, no delay, everything as it was sent. */
export function idealWorld(): World {
	return {
		dateHeaderOffsetMs: 0,
		createTimeOffsetMs: 0,
		storing: 'atOnce',
		listing: 'atOnce',
		nullMetadataLooks: 0,
		storedName: (fileName) => parse(fileName).name,
		listedSize: ({ size }) => size,
		statusWords: {},
		callbackStatusWords: {},
		listOrder: 'newestFirst',
		longestPage: Infinity,
		ignoresPage: false,
		totalCount: (count) => count,
		videoNosAnswer: (asked) => asked,
		original: () => sampleOriginal,
		transcriptSearchForm: 'videos',
		importing: () => 'atOnce',
		postsThere: (links) => links,
		postsOfCreator: Infinity,
		shownPost: (link) => link,
		taskForm: 'videos',
		namesTasks: true,
		namesNewFolders: true,
		listsTextOnly: false,
		requestLimits: {},
		countsRequests: 'begun',
	};
}
