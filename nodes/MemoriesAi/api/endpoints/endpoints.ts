import type { IDataObject } from 'n8n-workflow';
import type { ApiAccess, ApiRequest } from '../transport/request';
import type { VideoStatusMeaning } from '../vocabulary/videoStatus';
import type { ListedVideo, VideoDetails } from './videoEntry';

/** Which of the account's videos are listed. */
export interface VideoFilter {
	/** Where to begin: the `next` of an earlier page; at the first video without it. */
	from?: string | undefined;
	/** The server may give more than these, as not every generation has a word for each. */
	status?: VideoStatusMeaning | undefined;
	/** Digits, maybe more than a number holds; of v1.x. */
	folderId?: string | undefined;
	/** The part of a divided account; of v1.2. */
	uniqueId?: string | undefined;
	/** Of the Datalake. */
	collectionId?: string | undefined;
	/** Of the Datalake. */
	tag?: string | undefined;
}

/** A page of the account's videos. */
export interface VideoPage {
	videos: ListedVideo[];
	/** How to go on; undefined on the last page. */
	next: string | undefined;
	/** The server's clock, in ms since 1970, where it says so. */
	serverTimeMs?: number | undefined;
}

/** What videos lie in: a folder of v1.x, or a collection of the Datalake. */
export interface Folder {
	/** Digits and maybe a minus, or `col_…`. */
	folderId: string;
	/** Names may repeat. */
	name: string;
	/** Of the Datalake. */
	videoCount?: number;
	/** ISO 8601; of the Datalake. */
	createdAt?: string;
}

/** What is said in a video, or what is seen in it. */
export type TranscriptType = 'audio' | 'visual';

/** One stretch of a transcript. */
export interface TranscriptSegment {
	/** In seconds from the start of the video. */
	startTime?: number;
	/** In seconds from the start of the video. */
	endTime?: number;
	text: string;
	/** Who speaks, as memories.ai tells voices apart; of the Datalake. */
	speaker?: string;
}

/** Into what a summary divides a video. */
export type SummaryType = 'chapters' | 'topics';

/** A chapter or a topic of a summary. */
export interface SummarySection {
	title: string;
	description: string;
	/** In seconds from the start of the video; topics have none. */
	startTime?: number;
	/** In seconds from the start of the video, where memories.ai says so. */
	endTime?: number;
}

/** A summary as a whole and part by part. */
export interface Summary {
	/** Empty where memories.ai gives the parts only. */
	summary: string;
	/** Empty in the Datalake, which gives the whole only. */
	sections: SummarySection[];
}

/** What of the videos is searched. */
export type SearchSide = 'audio' | 'captions' | 'clips' | 'videos';

/** What is searched for, and where. */
export interface SearchQuery {
	text: string;
	side: SearchSide;
	/** How many matches at most. */
	limit: number;
	/** Of v1.2. */
	filteringLevel?: string | undefined;
	/** Digits, maybe more than a number holds; of v1.x. */
	folderId?: string | undefined;
	tag?: string | undefined;
	/** None for all videos. */
	videoNos: string[];
	/** The part of a divided account; of v1.2. */
	uniqueId?: string | undefined;
	/** Of v1.2. */
	cameraTag?: string | undefined;
	/** In decimal degrees, never without a longitude; of v1.2. */
	latitude?: number | undefined;
	/** In decimal degrees. */
	longitude?: number | undefined;
	/** Of the Datalake, which always searches one collection. */
	collectionId?: string | undefined;
	/** Only videos taken at this time or later: in ISO 8601 with its zone in the Datalake, `yyyy-MM-dd HH:mm:ss` in v1.2. */
	takenAfter?: string | undefined;
	/** Only videos taken before this time, in ISO 8601 with its zone; of the Datalake. */
	takenBefore?: string | undefined;
}

/** Words that were said, and where they are looked for. */
export type TranscriptQuery = Pick<
	SearchQuery,
	'collectionId' | 'limit' | 'tag' | 'takenAfter' | 'takenBefore' | 'text' | 'uniqueId' | 'videoNos'
>;

/** A place in a video that answers a search, or a whole video where there are no times. */
export interface SearchMatch {
	videoNo: string;
	videoName?: string;
	/** In seconds from the start of the video. */
	startTime?: number;
	/** In seconds from the start of the video. */
	endTime?: number;
	/** How well it matches; the higher, the better. */
	score?: number;
	/** What is said or described there. */
	text?: string;
	/** A picture of the place, for some minutes; of the Datalake. */
	thumbnailUrl?: string;
}

/** What a search has found. */
export interface SearchResult {
	/** As memories.ai gives it. */
	raw: IDataObject[];
	/** The same in one form, each place once, the best first. */
	matches: SearchMatch[];
}

/** Where the bytes of a file are: behind a request with the key, or at a signed address, which is secret. */
export type FilePlace = { kind: 'request'; request: ApiRequest } | { kind: 'link'; address: string };

/**
 * What memories.ai can be asked for, in one generation of it. All of it throws ApiFailure when memories.ai refuses, or gives
 * no answer. `uniqueId` is the part of a divided account that is looked at, in v1.2.
 */
export interface Endpoints {
	/** The cheapest question there is, to find out whether the key is good. */
	checkAccount(api: ApiAccess): Promise<void>;
	/**
	 * Lists videos page after page, each video once: uploads and deletions move videos from one page to another meanwhile.
	 * Ends after the last page.
	 */
	listVideoPages(api: ApiAccess, filter: VideoFilter): AsyncGenerator<VideoPage, void, undefined>;
	/** Looks one video up, for its status; undefined when the account has none of this number. */
	findVideo(api: ApiAccess, videoNo: string, uniqueId?: string): Promise<VideoDetails | undefined>;
	/** The details of one video; undefined when the account has none of this number. */
	findVideoDetails(api: ApiAccess, videoNo: string, uniqueId?: string): Promise<VideoDetails | undefined>;
	/** Most videos that one call of `deleteVideos` takes. */
	maxVideosADeletion: number;
	/** Deletes videos; those that the account lacks count as deleted. */
	deleteVideos(api: ApiAccess, videoNos: string[], uniqueId?: string): Promise<void>;
	/** The folders of the account, or its collections. */
	listFolders(api: ApiAccess): Promise<Folder[]>;
	/** Makes one, also where there is one of its name. v1.1 cannot. */
	createFolder(api: ApiAccess, name: string): Promise<Folder>;
	/** What is said or seen in a video; empty when memories.ai has nothing. */
	getTranscript(
		api: ApiAccess,
		type: TranscriptType,
		videoNo: string,
		uniqueId?: string,
	): Promise<TranscriptSegment[]>;
	/** A summary of a video; undefined when memories.ai has none. */
	summarizeVideo(
		api: ApiAccess,
		type: SummaryType,
		videoNo: string,
		uniqueId?: string,
	): Promise<Summary | undefined>;
	/** Where the original of a video is; undefined when memories.ai names no place. v1.1 gives no originals. */
	findOriginal(api: ApiAccess, videoNo: string, uniqueId?: string): Promise<FilePlace | undefined>;
	/** Searches the videos of the account. */
	searchVideos(api: ApiAccess, query: SearchQuery): Promise<SearchResult>;
	/** Finds the places where words were said, letter by letter. v1.1 has no such search. */
	searchTranscripts(api: ApiAccess, query: TranscriptQuery): Promise<SearchResult>;
}
