import type { IDataObject } from 'n8n-workflow';
import { ApiFailure } from '../../ApiFailure';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { objectsOf, textOf, withoutUndefined } from '../../vocabulary/answerValues';
import type { VideoStatusMeaning } from '../../vocabulary/videoStatus';
import type { VideoFilter, VideoPage } from '../endpoints';
import { readVideo } from './readVideo';

/** How many entries a page is asked for; servers may give fewer. */
export const PAGE_SIZE = 100;

/** "cancelled" counts as failed too, so failed ones are told apart here. */
const STATUS_FILTER: Partial<Record<VideoStatusMeaning, string>> = {
	parsed: 'ready',
	unparsed: 'processing',
};

/** A page of a list. */
export interface Listing {
	entries: IDataObject[];
	/** The cursor of the next page. */
	next: string | undefined;
	serverTimeMs: number | undefined;
}

/**
 * One page of a list.
 *
 * @param name what the list is called, in its path and in its answer
 * @throws ApiFailure when memories.ai refuses, or gives no list
 */
export async function listPage(
	api: ApiAccess,
	name: 'collections' | 'videos',
	query: IDataObject,
): Promise<Listing> {
	const { data, serverTimeMs } = await callApi(api, {
		method: 'GET',
		endpoint: `/${name}`,
		query: withoutUndefined({ limit: PAGE_SIZE, ...query }),
		isLookup: true,
	});
	const { [name]: entries, next_cursor: next } = isJsonObject(data) ? data : {};
	if (!Array.isArray(entries)) throw new ApiFailure('unreadable');
	return { entries: objectsOf(entries), next: textOf(next), serverTimeMs };
}

/**
 * Lists videos page after page, each once. Ends after the last page, and where a server gives a page for the second time.
 *
 * @throws ApiFailure when a page cannot be had
 */
export async function* listVideoPages(
	api: ApiAccess,
	{ from, status, collectionId, tag }: VideoFilter,
): AsyncGenerator<VideoPage, void, undefined> {
	const seen = new Set<string>();
	const asked = new Set<string>();
	for (let cursor = from; ;) {
		const listing = await listPage(api, 'videos', {
			collection_id: collectionId,
			status: status && STATUS_FILTER[status],
			tag,
			cursor,
		});
		const videos = listing.entries.flatMap(readVideo).filter(({ videoNo }) => !seen.has(videoNo));
		for (const { videoNo } of videos) seen.add(videoNo);
		const next = listing.next !== undefined && asked.has(listing.next) ? undefined : listing.next;
		yield { videos, next, serverTimeMs: listing.serverTimeMs };
		if (next === undefined) return;
		asked.add(next);
		cursor = next;
	}
}
