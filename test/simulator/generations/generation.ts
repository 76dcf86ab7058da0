import type { EndpointName } from '../endpoints/endpoint';
import type { UploadAnswer } from '../endpoints/storeVideo';
import type { UploadForm, UploadParameters } from '../endpoints/uploadForm';
import type { Envelope, Refusal } from '../envelope';
import type { Video, VideoStatus } from '../videoLibrary';

/** The API generations the simulator can serve. */
export type ApiVersion = 'v1.1' | 'v1.2';

/** One JSON object, or a stream of events that ends with the word "Done". */
export type ChatForm = 'json' | 'stream';

/** One JSON object, the events of other chats, or tokens of the answer's text alone. */
export type LibraryChatForm = 'events' | 'json' | 'tokens';

/** A page of the video list, before a generation writes it in its own way. */
export interface VideoPage {
	videos: readonly ShownVideo[];
	page: number;
	size: number;
	/** Matching videos on all pages, where the list says so. */
	totalCount: number | undefined;
	/** Whether all values are text, in a generation that has numbers. */
	isTextOnly?: boolean;
}

/** A video as lists and metadata show it, before a generation writes it in its own way. */
export interface ShownVideo extends Video {
	/** In bytes. */
	listedSize: number | null | undefined;
	statusWord: string;
}

/** Everything in which one API generation differs from the other. */
export interface Generation {
	version: ApiVersion;
	/** The path every endpoint of the generation starts with. */
	pathPrefix: string;
	/** Method by endpoint; an endpoint not named here does not exist in the generation. */
	endpoints: Partial<Record<EndpointName, 'GET' | 'POST'>>;
	/** What stands before the 18 digits of a new video's number. */
	videoNoPrefix: string;
	/** What stands before the 32 hexadecimal digits of the `videoName` an upload answers with. */
	videoNamePrefix: string;
	/** Whether `unique_id` separates videos into namespaces. */
	hasNamespaces: boolean;
	/** Whether the list filter `video_nos` exists. */
	hasVideoNosFilter: boolean;
	/** The values of a search's `search_type`. */
	searchTypes: readonly string[];
	/** How a chat is answered. */
	chatForm: ChatForm;
	/** The page size of a list request that names none. */
	defaultPageSize: number;
	/** Whether a video of this name is meant by the list filter `video_name`. */
	matchesName(videoName: string, filter: string): boolean;
	/** What is wrong with the upload of a file, or undefined. */
	refusalOfUpload(form: UploadForm): string | undefined;
	/** What is wrong with the parameters of any upload, or undefined. */
	refusalOfParameters(parameters: UploadParameters): string | undefined;
	/** What the parameters of an upload say about its video, beyond file and callback. */
	uploadDetails(parameters: UploadParameters): Partial<Video>;
	/** The envelope of a successful upload of a file. */
	uploadSuccess(data: UploadAnswer): Envelope;
	/** The envelope of a successful upload from a URL. */
	urlUploadSuccess(data: UploadAnswer): Envelope;
	/** The envelope of a refused request. */
	refused(refusal: Refusal): Envelope;
	/** The word for a status in lists, filters and metadata. */
	statusWord(status: VideoStatus): string;
	/** The `data` of a video list. */
	listData(page: VideoPage): object;
	/** The body of the callback that reports a status for a video. */
	callbackPayload(video: Video, statusWord: string): object;
}
