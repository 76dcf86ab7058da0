/** A generation of the memories.ai HTTP API. Both share host, key and envelope; they differ in path and fields. */
export type ApiVersion = 'v1.1' | 'v1.2';

/** What the credential's API Version field holds: a fixed generation, or `auto` to let the node find out. */
export type ApiVersionSetting = ApiVersion | 'auto';

/** Both generations, the current one first. */
export const API_VERSIONS: readonly ApiVersion[] = ['v1.2', 'v1.1'];

/** The last path segment of every endpoint this package calls. Only v1.2 serves `get_metadata` and `get_video_caption`. */
export type ApiEndpoint =
	| 'chat'
	| 'chat_personal_stream'
	| 'delete_videos'
	| 'generate_summary'
	| 'get_audio_transcription'
	| 'get_metadata'
	| 'get_video_caption'
	| 'get_video_transcription'
	| 'list_videos'
	| 'search'
	| 'upload'
	| 'upload_url';

const PATH_PREFIX: Record<ApiVersion, string> = {
	'v1.1': '/serve/api/video',
	'v1.2': '/serve/api/v1',
};

/**
 * The path of an endpoint below the API's host, such as `/serve/api/v1/upload`.
 * Source: v1.1 page "Upload Video from File", v1.2 page "Upload Video from File".
 */
export function endpointPath(apiVersion: ApiVersion, endpoint: ApiEndpoint): string {
	return `${PATH_PREFIX[apiVersion]}/${endpoint}`;
}
