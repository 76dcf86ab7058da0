import type { IDataObject } from 'n8n-workflow';
import { isJsonObject, jsonWithIntegers } from '../transport/json';
import { callApi, type ApiAccess } from '../transport/request';
import { idOf, numberOf, objectsOf, secondsOf, textOf, withoutUndefined } from '../vocabulary/answerValues';

/** What of the videos is searched. */
export type SearchType = 'BY_AUDIO' | 'BY_CAPTION' | 'BY_CLIP' | 'BY_VIDEO';

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
}

/**
 * What is searched for, and where. Source: "Search" pages; v1.1 takes the text, the type and the folder only.
 */
export interface SearchQuery {
	search_param: string;
	search_type: SearchType;
	/** How many matches, up to `MAX_MATCHES`. */
	top_k?: number | undefined;
	filtering_level?: string | undefined;
	/** Digits, maybe more than a number holds. */
	folder_id?: string | undefined;
	tag?: string | undefined;
	unique_id?: string | undefined;
	/** Up to `MAX_SEARCHED_VIDEOS`. */
	video_nos?: string[] | undefined;
}

/** The most matches that one search gives. Source: v1.2 page "Search by Text". */
export const MAX_MATCHES: Record<SearchType, number> = {
	BY_AUDIO: 1000,
	BY_CAPTION: 200,
	BY_CLIP: 1000,
	BY_VIDEO: 1000,
};

/** The most videos that a search can be narrowed down to. Source: v1.2 page "Search by Text". */
export const MAX_SEARCHED_VIDEOS = 100;

/**
 * Searches the videos of the account.
 *
 * @returns the matches as they came
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function searchAccount(
	api: ApiAccess,
	{ folder_id, ...query }: SearchQuery,
): Promise<IDataObject[]> {
	const { data } = await callApi(api, {
		method: 'POST',
		endpoint: 'search',
		body: jsonWithIntegers({ ...query }, { folder_id }),
	});
	return readSearchEntries(data);
}

/**
 * The matches in the `data` of a search, as they came. Source: "Search" pages, whose examples have the list under
 * `videos`, and the observed answers, where `data` is the list itself.
 */
export function readSearchEntries(data: unknown): IDataObject[] {
	return objectsOf(isJsonObject(data) ? data.videos : data);
}

/**
 * The matches in one form, whichever part of the videos was searched, and each place once: memories.ai repeats some,
 * the best first. Entries that name no video are left out.
 */
export function distinctMatches(entries: readonly IDataObject[]): SearchMatch[] {
	const matches = new Map<string, SearchMatch>();
	for (const match of entries.flatMap(readMatch)) {
		const place = [match.videoNo, match.startTime, match.endTime].join();
		if (!matches.has(place)) matches.set(place, match);
	}
	return [...matches.values()];
}

function readMatch(entry: IDataObject): SearchMatch[] {
	const videoNo = idOf(entry.videoNo ?? entry.video_no);
	if (videoNo === undefined) return [];
	return [
		{
			videoNo,
			...withoutUndefined({
				videoName: textOf(entry.videoName ?? entry.video_name),
				startTime: secondsOf(entry.startTime ?? entry.start_time),
				endTime: secondsOf(entry.endTime ?? entry.end_time),
				score: numberOf(entry.score),
				text: textOf(entry.text ?? entry.audio_ts),
			}),
		},
	];
}
