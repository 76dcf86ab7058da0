import type { NameAndValue, ReceivedBody } from '../body/receivedBody';
import type { Envelope } from '../envelope';
import type { ChatForm, Generation, LibraryChatForm } from '../generations/generation';
import type { IdSource } from '../ids';
import type { OriginalFile } from '../originals';
import type { FolderLibrary } from '../folderLibrary';
import type { ImportTasks } from '../importTasks';
import type { VideoLibrary } from '../videoLibrary';
import type { Arrivals } from '../world/arrivals';
import type { Lateness } from '../world/lateness';
import type { World } from '../world/world';

/** The endpoints of the simulator, by what follows the generation's prefix in their path. */
export type EndpointName =
	| 'chat'
	| 'chat_personal_stream'
	| 'delete_videos'
	| 'download'
	| 'folders'
	| 'folders/create'
	| 'folders/delete'
	| 'folders/move'
	| 'folders/rename'
	| 'generate_summary'
	| 'get_audio_transcription'
	| 'get_folder'
	| 'get_metadata'
	| 'get_video_caption'
	| 'get_video_ids_by_task_id'
	| 'get_video_transcription'
	| 'list_videos'
	| 'scraper'
	| 'scraper_tag'
	| 'scraper_url'
	| 'search'
	| 'search_audio_transcripts'
	| 'upload'
	| 'upload_url';

/** A request that got past the key check, its body read. */
export interface ApiRequest {
	generation: Generation;
	apiKey: string;
	query: readonly NameAndValue[];
	body: ReceivedBody;
	/** When the video of an upload comes into the account. */
	storing: Lateness;
}

/** What the endpoints work on. */
export interface Service {
	videos: VideoLibrary;
	folders: FolderLibrary;
	tasks: ImportTasks;
	ids: IdSource;
	/** The current time in milliseconds since 1970. */
	dateNow: () => number;
	/** The largest file the v1.2 upload accepts, in bytes. */
	maxFileBytes: number;
	/** Where the videos of accepted uploads go. */
	arrivals: Arrivals;
	world: World;
	/** How chats are answered; undefined for the way of the generation. */
	chatForm: ChatForm | undefined;
	/** How questions about the whole library are answered. */
	libraryChatForm: LibraryChatForm;
}

/** An answer that is sent as server-sent events, one JSON object or text each. */
export interface EventStream {
	events: ReadonlyArray<object | string>;
}

/** An answer that is a file. */
export interface FileAnswer {
	file: OriginalFile;
}

/** Carries a request out and gives what to answer with. */
export type Endpoint = (request: ApiRequest, service: Service) => Envelope | EventStream | FileAnswer;
