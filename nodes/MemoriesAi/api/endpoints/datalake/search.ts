import type { IDataObject } from 'n8n-workflow';
import { ApiFailure, whenFailed } from '../../ApiFailure';
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
import { eachPlaceOnce } from '../eachPlaceOnce';
import type { SearchMatch, SearchQuery, SearchResult, SearchSide, TranscriptQuery } from '../endpoints';
import { listVideoPages } from './lists';

/** What a search looks in, and what its matches are. */
interface Scope {
	targets: string[];
	groupBy: 'moment' | 'video';
}

/** What a search in a side of the videos looks in, and whether that is text. */
const SEARCH: Record<SearchSide, Scope & { isText: boolean }> = {
	audio: { targets: ['transcription'], groupBy: 'moment', isText: true },
	captions: { targets: ['caption'], groupBy: 'moment', isText: true },
	clips: { targets: ['frame_embedding'], groupBy: 'moment', isText: false },
	videos: { targets: ['summary', 'title', 'caption', 'frame_embedding'], groupBy: 'video', isText: false },
};

/** The most matches on one page. */
const MAX_TOP_K = 200;

/** Names of videos come from the list, of which so many pages are looked at. */
const MAX_NAME_PAGES = 10;

/**
 * Searches one collection. Words of text are looked for by meaning and letter by letter at once (`hybrid`), where the server
 * can and one page is enough, because that mode has no more.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function searchVideos(api: ApiAccess, query: SearchQuery): Promise<SearchResult> {
	const { isText, ...scope } = SEARCH[query.side];
	const meaning = async () => await searchPages(api, query, scope, 'semantic');
	const raw =
		isText && query.limit <= MAX_TOP_K
			? await searchPages(api, query, scope, 'hybrid').catch(
					whenFailed(['parameters'], async (refusal) => {
						if (/hybrid|\bmode\b/i.test(refusal.said ?? '')) return await meaning();
						throw refusal;
					}),
				)
			: await meaning();
	const matches = distinctMatches(raw);
	return { raw, matches: await withNames(api, query.collectionId, matches) };
}

/**
 * Finds the places in one collection where words were said, letter by letter.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function searchTranscripts(api: ApiAccess, query: TranscriptQuery): Promise<SearchResult> {
	const { targets, groupBy } = SEARCH.audio;
	const raw = await searchPages(api, query, { targets, groupBy }, 'keyword');
	return { raw, matches: await withNames(api, query.collectionId, distinctMatches(raw)) };
}

async function searchPages(
	api: ApiAccess,
	{ text, limit, tag, videoNos, collectionId, takenAfter, takenBefore }: TranscriptQuery,
	{ targets, groupBy }: Scope,
	mode: 'hybrid' | 'keyword' | 'semantic',
): Promise<IDataObject[]> {
	const filter = withoutUndefined({
		video_ids: videoNos.length === 0 ? undefined : videoNos,
		tags: tag === undefined ? undefined : [tag],
		captured_at:
			takenAfter === undefined && takenBefore === undefined
				? undefined
				: withoutUndefined({ gte: takenAfter, lt: takenBefore }),
	});
	const body = withoutUndefined({
		collection_id: collectionId,
		query: text,
		targets,
		mode,
		top_k: Math.min(limit, MAX_TOP_K),
		group_by: groupBy,
		filter: Object.keys(filter).length === 0 ? undefined : filter,
	});
	const found: IDataObject[] = [];
	for (let cursor: string | undefined; ;) {
		const { data } = await callApi(api, {
			method: 'POST',
			endpoint: '/search',
			body: withoutUndefined({ ...body, cursor }),
		});
		const { results, next_cursor: next } = isJsonObject(data) ? data : {};
		if (!Array.isArray(results)) throw new ApiFailure('unreadable');
		found.push(...objectsOf(results));
		cursor = textOf(next);
		if (cursor === undefined || results.length === 0 || found.length >= limit) return found;
	}
}

/** The matches in one form; several targets may find the same place. */
function distinctMatches(entries: readonly IDataObject[]): SearchMatch[] {
	return eachPlaceOnce(entries.flatMap(readMatch));
}

function readMatch(entry: IDataObject): SearchMatch[] {
	const videoNo = idOf(entry.video_id ?? entry.id);
	if (videoNo === undefined) return [];
	return [
		{
			videoNo,
			...withoutUndefined({
				startTime: secondsOf(entry.start),
				endTime: secondsOf(entry.end),
				score: numberOf(entry.score),
				text: textOf(entry.snippet),
				thumbnailUrl: textOf(entry.thumbnail_url),
			}),
		},
	];
}

/** Matches name no videos, so their names come from the list of the collection, which is free. */
async function withNames(
	api: ApiAccess,
	collectionId: string | undefined,
	matches: readonly SearchMatch[],
): Promise<SearchMatch[]> {
	const names = new Map<string, string>();
	const nameless = new Set(matches.map(({ videoNo }) => videoNo));
	let pages = 0;
	for await (const { videos } of listVideoPages(api, { collectionId })) {
		for (const { videoNo, name } of videos) {
			if (nameless.delete(videoNo) && name !== '') names.set(videoNo, name);
		}
		if (nameless.size === 0 || ++pages >= MAX_NAME_PAGES) break;
	}
	return matches.map(({ videoNo, ...match }) => ({
		videoNo,
		...withoutUndefined({ videoName: names.get(videoNo) }),
		...match,
	}));
}
