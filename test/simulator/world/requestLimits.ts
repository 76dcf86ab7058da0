import type { EndpointName } from '../endpoints/endpoint';
import { responseCodes, type Refusal } from '../envelope';
import type { ApiVersion } from '../generations/generation';

/** So many requests in so much time. Endpoints that share one object are counted together. */
export interface RequestLimit {
	requests: number;
	perMs: number;
}

/** The limits of a server; an endpoint not named here has none. */
export type RequestLimits = Partial<Record<EndpointName, RequestLimit>>;

const perSecond = (requests: number): RequestLimit => ({ requests, perMs: 1_000 });
const perMinute = (requests: number): RequestLimit => ({ requests, perMs: 60_000 });

/** The limits of the v1.1 and v1.2 pages "Rate limits" of 2025. `get_metadata` is on neither. */
export const requestLimitsOf2025 = {
	'v1.1': limitsOf2025(),
	'v1.2': limitsOf2025(),
} as const satisfies Record<ApiVersion, RequestLimits>;

/** Those of the page "Rate limits" of 2026, which knows v1.2 only; v1.1 keeps its own. */
export const requestLimitsOf2026 = {
	'v1.1': limitsOf2025(),
	'v1.2': {
		...limitsOf2025(),
		...forAll(perMinute(1), 'upload', 'upload_url'),
		...forAll(perSecond(1), 'get_video_ids_by_task_id'),
		...forAll(perMinute(2), 'chat', 'chat_personal_stream'),
		...forAll(perSecond(1), 'search', 'search_audio_transcripts'),
		...forAll(perSecond(1), 'get_audio_transcription', 'get_video_caption', 'get_video_transcription'),
		...forAll(perSecond(1), 'generate_summary'),
	},
} as const satisfies Record<ApiVersion, RequestLimits>;

function limitsOf2025(): RequestLimits {
	return {
		...forAll(perSecond(1), 'upload', 'upload_url'),
		...forAll(perMinute(1), 'scraper', 'scraper_tag', 'scraper_url'),
		...forAll(perSecond(1), 'chat', 'chat_personal_stream'),
		...forAll(perSecond(10), 'search', 'search_audio_transcripts'),
		...forAll(perMinute(12), 'download'),
		...forAll(perSecond(5), 'get_audio_transcription', 'get_video_caption', 'get_video_transcription'),
		...forAll(perSecond(5), 'generate_summary'),
		...forAll(perSecond(5), 'list_videos'),
		...forAll(perSecond(5), 'delete_videos'),
	};
}

function forAll(limit: RequestLimit, ...endpoints: EndpointName[]): RequestLimits {
	return Object.fromEntries(endpoints.map((endpoint) => [endpoint, limit]));
}

/** What comes faster than a limit allows (pages "Rate limits"). */
export const overLimit: Refusal = {
	code: responseCodes.tooManyRequests,
	msg: 'Request has exceeded the limit.',
};

/** Counts requests against limits, for each API key by itself. Refused requests do not count. */
export class RequestCounter {
	private readonly acceptedAt = new Map<RequestLimit, Map<string, number[]>>();

	/**
	 * Counts a request unless it is over the limit.
	 *
	 * @param limit undefined for none
	 * @param now milliseconds since 1970
	 * @returns whether the request is within the limit
	 */
	isWithin(limit: RequestLimit | undefined, apiKey: string, now: number): boolean {
		if (limit === undefined) return true;
		const keys = this.acceptedAt.get(limit) ?? new Map<string, number[]>();
		this.acceptedAt.set(limit, keys);
		const recent = (keys.get(apiKey) ?? []).filter((time) => time > now - limit.perMs);
		const isWithin = recent.length < limit.requests;
		keys.set(apiKey, isWithin ? [...recent, now] : recent);
		return isWithin;
	}
}
