import type { IDataObject } from 'n8n-workflow';
import { isJsonObject, jsonWithIntegers } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import {
	idOf,
	numberOf,
	objectsOf,
	secondsOf,
	textOf,
	withoutUndefined,
} from '../../vocabulary/answerValues';
import { eachPlaceOnce } from '../eachPlaceOnce';
import type { SearchMatch, SearchQuery, SearchResult, SearchSide } from '../endpoints';

/** What memories.ai calls a search in a side of the videos. */
const SEARCH_TYPE: Record<SearchSide, string> = {
	audio: 'BY_AUDIO',
	captions: 'BY_CAPTION',
	clips: 'BY_CLIP',
	videos: 'BY_VIDEO',
};

/** The most matches that one search gives. Source: v1.2 page "Search by Text". */
const MAX_MATCHES: Record<SearchSide, number> = {
	audio: 1000,
	captions: 200,
	clips: 1000,
	videos: 1000,
};

/**
 * Searches the videos of the account. Source: "Search" pages; v1.1 takes the text, the type and the folder only.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function searchVideos(api: ApiAccess, query: SearchQuery): Promise<SearchResult> {
	const { side, limit, videoNos } = query;
	const { data } = await callApi(api, {
		method: 'POST',
		endpoint: 'search',
		body: jsonWithIntegers(
			{
				search_param: query.text,
				search_type: SEARCH_TYPE[side],
				top_k: api.apiVersion === 'v1.1' ? undefined : Math.min(limit, MAX_MATCHES[side]),
				filtering_level: query.filteringLevel,
				camera_tag: query.cameraTag,
				datetime_taken: query.takenAfter,
				latitude: query.latitude,
				longitude: query.longitude,
				tag: query.tag,
				unique_id: query.uniqueId,
				video_nos: videoNos.length === 0 ? undefined : videoNos,
			},
			{ folder_id: query.folderId },
		),
	});
	const raw = readSearchEntries(data);
	return { raw, matches: distinctMatches(raw) };
}

/**
 * The matches in the `data` of a search, as they came. Source: "Search" pages, whose examples have the list under
 * `videos`, and the observed answers, where `data` is the list itself.
 */
export function readSearchEntries(data: unknown): IDataObject[] {
	return objectsOf(isJsonObject(data) ? data.videos : data);
}

/**
 * The matches in one form, whichever part of the videos was searched, and each place once. Entries that name no video are left out.
 */
export function distinctMatches(entries: readonly IDataObject[]): SearchMatch[] {
	return eachPlaceOnce(entries.flatMap(readMatch));
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
