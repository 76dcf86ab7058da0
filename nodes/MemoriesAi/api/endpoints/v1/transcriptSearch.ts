import type { IDataObject } from 'n8n-workflow';
import { ApiFailure } from '../../ApiFailure';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import {
	idOf,
	numberOf,
	objectsOf,
	secondsOf,
	textOf,
	withoutUndefined,
} from '../../vocabulary/answerValues';
import type { SearchMatch, SearchResult, TranscriptQuery } from '../endpoints';

/** The most on a page that the pages of 2025 and of 2026 both allow. */
const MAX_PLACES_A_PAGE = 100;

/** What the number of a video looks like: the page of 2025 has `id` for it, which may be that of anything. */
const VIDEO_NO = /^(VI|PI-|mavi_video_)\d+$/;

/**
 * Finds the places where words were said, letter by letter, page after page. Source: v1.2 page "Search by Transcript"; that
 * of 2025 has `results` with `snippet` and `timestamp` in place of `videos`.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function searchTranscripts(
	api: ApiAccess,
	{ text, limit, uniqueId }: TranscriptQuery,
): Promise<SearchResult> {
	const raw: IDataObject[] = [];
	const matches = new Map<string, SearchMatch>();
	for (let page = 1; matches.size < limit; page++) {
		const { data } = await callApi(api, {
			method: 'GET',
			endpoint: 'search_audio_transcripts',
			query: withoutUndefined({
				query: text,
				page,
				page_size: Math.min(limit, MAX_PLACES_A_PAGE),
				unique_id: uniqueId,
			}),
		});
		const { places, total } = readPage(data);
		raw.push(...places);
		const before = matches.size;
		for (const match of places.flatMap(readPlace)) {
			matches.set([match.videoNo, match.startTime, match.text].join(), match);
		}
		// A server that does not turn the page brings nothing new; one that cuts pages short has more than it gives.
		if (matches.size === before || raw.length >= total) break;
	}
	return { raw, matches: [...matches.values()] };
}

/** @throws ApiFailure for anything that is no page */
function readPage(data: unknown): { places: IDataObject[]; total: number } {
	// Nothing found may be nothing at all.
	if (data === null) return { places: [], total: 0 };
	const { videos, results, total_count: count, total } = isJsonObject(data) ? data : {};
	const places = videos ?? results;
	if (!Array.isArray(places)) throw new ApiFailure('unreadable');
	return { places: objectsOf(places), total: numberOf(count ?? total) ?? Infinity };
}

function readPlace(place: IDataObject): SearchMatch[] {
	const named = idOf(place.id);
	const videoNo =
		idOf(place.videoNo ?? place.video_no) ??
		(named !== undefined && VIDEO_NO.test(named) ? named : undefined);
	if (videoNo === undefined) return [];
	return [
		{
			videoNo,
			...withoutUndefined({
				videoName: textOf(place.videoName ?? place.video_name),
				startTime: secondsOf(place.startTime ?? place.start_time ?? place.timestamp),
				endTime: secondsOf(place.endTime ?? place.end_time),
				text: textOf(place.audio_ts ?? place.snippet ?? place.text),
			}),
		},
	];
}
