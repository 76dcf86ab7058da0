/** The two older generations of the memories.ai HTTP API. They share key and envelope, and differ in path and fields. */
export type V1Version = 'v1.1' | 'v1.2';

/**
 * A generation of the memories.ai HTTP API. All have one host. The Video Datalake, which memories.ai also calls API 2.0,
 * has keys, paths and answers of its own.
 */
export type ApiVersion = V1Version | 'datalake';

/** What the credential's API Version field holds: a fixed generation, or `auto` to let the node find out. */
export type ApiVersionSetting = ApiVersion | 'auto';

/** The older generations, the later one first. */
export const V1_VERSIONS: readonly V1Version[] = ['v1.2', 'v1.1'];

/** All generations, the current one first. */
export const API_VERSIONS: readonly ApiVersion[] = ['datalake', ...V1_VERSIONS];

/** What the user reads for a generation. */
export function nameOfApi(apiVersion: ApiVersion): string {
	return apiVersion === 'datalake' ? 'Datalake' : apiVersion;
}

/** Keys of the Video Datalake begin thus. They and those of v1.x are not interchangeable. */
const DATALAKE_KEY = 'sk-mai-';

/**
 * The generation that a credential alone tells, without asking memories.ai.
 *
 * @returns undefined for `auto` with a key of v1.x, where the server decides
 */
export function apiVersionOf({
	apiVersion,
	apiKey,
}: {
	apiVersion: ApiVersionSetting;
	apiKey: string;
}): ApiVersion | undefined {
	if (apiVersion !== 'auto') return apiVersion;
	return apiKey.startsWith(DATALAKE_KEY) ? 'datalake' : undefined;
}

/**
 * What follows the base in the path of every endpoint of v1.x that this package calls. Only v1.1 serves `get_folder`, only
 * v1.2 `folders`, `get_metadata`, `get_video_caption`, imports and their tasks.
 */
export type V1Endpoint =
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

/** A path below the place of the Video Datalake, such as `/videos/vid_1/summary`. */
export type DatalakePath = `/${string}`;

/** An endpoint of any generation. */
export type ApiEndpoint = V1Endpoint | DatalakePath;

/** Where servers have the Video Datalake, the usual place first: public clients use one or the other. */
export const DATALAKE_BASES = ['/serve/datalake/v1', '/datalake/v1'] as const;

/** How an account's Video Datalake is reached. */
export interface DatalakeAccess {
	/** Names the account in this process without telling its key. */
	account: string;
	base: (typeof DATALAKE_BASES)[number];
	/** What stands before the key: nothing, though the server's refusals speak of "Bearer", and one client sends that. */
	keyPrefix: '' | 'Bearer ';
}

const V1_BASE: Record<V1Version, string> = {
	'v1.1': '/serve/api/video',
	'v1.2': '/serve/api/v1',
};

/**
 * The path of an endpoint of v1.x below the API's host, such as `/serve/api/v1/upload`.
 * Source: v1.1 page "Upload Video from File", v1.2 page "Upload Video from File".
 */
export function endpointPath(apiVersion: V1Version, endpoint: V1Endpoint): string {
	return `${V1_BASE[apiVersion]}/${endpoint}`;
}

/** Whether an endpoint is one of the Video Datalake. */
export function isDatalakePath(endpoint: ApiEndpoint): endpoint is DatalakePath {
	return endpoint.startsWith('/');
}
