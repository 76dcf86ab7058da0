import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { uniqueIdField } from '../actions/fields/uniqueId';
import { endpointsOf } from '../api/endpoints/endpointsOf';
import { meaningOfVideo, type ListedVideo } from '../api/endpoints/videoEntry';
import type { ApiAccess } from '../api/transport/request';
import { searchedList } from './searchedList';

/** A search looks through so many videos at a time; scrolling on in the list continues it. */
const MAX_PAGES_A_SEARCH = 5;
/** A list of so many is long enough to scroll in. */
const ENOUGH_RESULTS = 200;

/**
 * Lists the account's videos for the field's list, those whose name or number contains what the user types. memories.ai
 * compares whole names only in v1.2, so the search is made here.
 *
 * @param filter what the user has typed
 * @param paginationToken the page to go on with
 * @throws NodeApiError when memories.ai gives no list
 */
export async function searchVideos(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken?: string,
): Promise<INodeListSearchResult> {
	return await searchedList(
		this,
		async (api) => await listMatches(api, chosenUniqueId(this), filter.trim().toLowerCase(), paginationToken),
	);
}

async function listMatches(
	api: ApiAccess,
	uniqueId: string | undefined,
	wanted: string,
	from: string | undefined,
): Promise<INodeListSearchResult> {
	const results: INodeListSearchItems[] = [];
	const pages = endpointsOf(api).listVideoPages(api, { from, uniqueId });
	let looked = 0;
	for await (const { videos, next } of pages) {
		results.push(...videos.filter((video) => isWanted(video, wanted)).map(listItem));
		if (next === undefined) break;

		const isEnough = wanted === '' || results.length >= ENOUGH_RESULTS;
		if (isEnough || ++looked >= MAX_PAGES_A_SEARCH) return { results, paginationToken: next };
	}
	return { results };
}

/** The part of the account that the user has chosen, as far as it is known without an item. */
function chosenUniqueId(context: ILoadOptionsFunctions): string | undefined {
	const { uniqueId } = { ...(context.getNodeParameter('options', {}) as { uniqueId?: unknown }) };
	return uniqueIdField.read(uniqueId);
}

function isWanted({ name, videoNo }: ListedVideo, wanted: string): boolean {
	return name.toLowerCase().includes(wanted) || videoNo.toLowerCase().includes(wanted);
}

/** A name can occur twice, and stored names may be percent-encoded. */
function listItem(video: ListedVideo): INodeListSearchItems {
	const { videoNo, name, status } = video;
	const isParsed = meaningOfVideo(video) === 'parsed';
	return { name: `${name || videoNo}${isParsed ? '' : ` (${status})`}`, value: videoNo };
}
