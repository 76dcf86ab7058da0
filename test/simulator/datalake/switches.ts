/**
 * How the simulated Video Datalake behaves where its public clients contradict each other, or where nothing is known.
 * Read anew for every request: tests change the fields at any time.
 */
export interface DatalakeSwitches {
	/** How the Authorization header has to bring the key. */
	keyScheme: 'raw' | 'bearer' | 'either';
	/** `{"error":{code,message,…}}`, or the same fields at the top. */
	errorForm: 'nested' | 'flat';
	/** Where a refusal says how long to wait, if it does. */
	retryAfterIn: 'bodyAndHeader' | 'body' | 'header' | 'nowhere';
	/** The status of an accepted upload. */
	acceptedStatus: 200 | 202;
	/** What the answers to uploads call the video's id. */
	uploadIdField: 'video_id' | 'id';
	/** What videos call their id. */
	videoIdField: 'id' | 'video_id';
	durationField: 'duration' | 'duration_seconds';
	/** Whether videos say when they were made; no public client reads it. */
	showsCreationTime: boolean;
	summaryField: 'summary' | 'text';
	transcriptionField: 'segments' | 'transcription' | 'data' | 'aggregated';
	captionField: 'segments' | 'captions' | 'caption' | 'data' | 'aggregated';
	clipField: 'url' | 'clip_url';
	/** Whether a new collection is answered as it is or below `collection`. */
	newCollectionForm: 'flat' | 'nested';
	/** What a DELETE is answered with: nothing and 204, or JSON and 200. */
	deleteAnswer: 'empty' | 'json';

	/** Whether collections have pages, or only as many are shown as `limit` asks for. */
	collectionPaging: 'cursor' | 'limitOnly';
	/** The order of collections and videos. */
	listOrder: 'newestFirst' | 'oldestFirst';
	/** The page size of lists when no limit is asked for. */
	defaultPageSize: number;
	/** The most a page holds, whatever limit was asked for. */
	maxPageSize: number;

	/** With 'refused', `metadata.tags` turns an upload down as "json part is not valid JSON". */
	tagsAtUpload: 'accepted' | 'refused';
	/** What becomes of keys of `metadata` other than title, tags and custom. */
	unknownMetadata: 'refused' | 'ignored';
	/** What becomes of a `source_url` that is the address of a page: 400, or a video that fails. */
	pageLinks: 'refusedAtOnce' | 'failLater';
	/** The largest file a multipart upload may bring, in bytes; undefined for any. */
	maxMultipartBytes: number | undefined;
	/** With false, an upload with a key that was sent before makes a video all the same. */
	honoursIdempotencyKeys: boolean;

	/** The most ingests of the account at a time; undefined for any number. */
	maxIngestsInFlight: number | undefined;
	/** How long an ingest is in flight: until its request is carried out, or until its video is processed. */
	ingestInFlightUntil: 'accepted' | 'processed';
	/** The most searches a second; undefined for any number. */
	searchesPerSecond: number | undefined;
	/** The `retry_after` of both limits, in seconds. */
	limitRetryAfterS: number;
	/** Whether searches in the mode `hybrid` are carried out. */
	hybridSearch: boolean;
	/** Whether an account without balance is refused search, moments and what is read out of videos, too. */
	pricedReadsNeedBalance: boolean;

	/** The `chunk_size` of new sessions in bytes; undefined leaves it out. */
	chunkSize: number | undefined;
	/** What new sessions are answered with as `upload_url` in place of the session host's; undefined for that. */
	uploadUrl: string | undefined;
	/** What the key of an unfinished resumable upload gets: its session while that lives, or a new one. */
	repeatedSession: 'same' | 'new';
	/** Whether a resumable upload that is not finalized is a video to lists and reads. */
	unfinishedUploads: 'hidden' | 'shown';
	/** How finalizing is refused when bytes are missing. */
	earlyFinalizeStatus: 400 | 409;

	/** What the session host answers to the last chunk. */
	finalChunkStatus: 200 | 201;
	/** What the session host answers to a chunk that begins beyond what it has; 503 is what Google was seen to. */
	gapAnswer: 308 | 400 | 503;
	/** What becomes of a chunk, not the last, that is no multiple of 256 KiB: 400, or kept down to a multiple. */
	unevenChunks: 'refused' | 'cutDown';
	/** Whether the whole multiples of 256 KiB of a chunk that broke off are kept. */
	keepsBrokenChunks: boolean;
}

/** The behaviour that most clients describe. */
export const defaultSwitches: DatalakeSwitches = {
	keyScheme: 'raw',
	errorForm: 'nested',
	retryAfterIn: 'bodyAndHeader',
	acceptedStatus: 202,
	uploadIdField: 'video_id',
	videoIdField: 'id',
	durationField: 'duration',
	showsCreationTime: true,
	summaryField: 'summary',
	transcriptionField: 'segments',
	captionField: 'segments',
	clipField: 'url',
	newCollectionForm: 'flat',
	deleteAnswer: 'empty',
	collectionPaging: 'cursor',
	listOrder: 'newestFirst',
	defaultPageSize: 20,
	maxPageSize: 100,
	tagsAtUpload: 'accepted',
	unknownMetadata: 'refused',
	pageLinks: 'refusedAtOnce',
	maxMultipartBytes: undefined,
	honoursIdempotencyKeys: true,
	maxIngestsInFlight: 5,
	ingestInFlightUntil: 'processed',
	searchesPerSecond: 5,
	limitRetryAfterS: 2,
	hybridSearch: true,
	pricedReadsNeedBalance: false,
	chunkSize: 8 * 1024 ** 2,
	uploadUrl: undefined,
	repeatedSession: 'same',
	unfinishedUploads: 'hidden',
	earlyFinalizeStatus: 409,
	finalChunkStatus: 200,
	gapAnswer: 503,
	unevenChunks: 'refused',
	keepsBrokenChunks: true,
};
