import type { ILoadOptionsFunctions, INodeListSearchItems, INodeListSearchResult } from 'n8n-workflow';
import { uniqueIdField } from '../actions/fields/uniqueId';
import { accountApi } from '../api/endpoints/accountApi';
import type { ListedVideo } from '../api/endpoints/videoEntry';
import { listVideoPages, MAX_VIDEOS_A_PAGE } from '../api/endpoints/videoList';
import { meaningOfVideoStatus } from '../api/vocabulary/videoStatus';
import { secretsOf } from '../state';
import { nodeErrorOf } from '../texts/nodeError';

/** A search looks through so many videos at a time; scrolling on in the list continues it. */
const MAX_PAGES_A_SEARCH = 5;
const LIST_PATIENCE = { timeoutMs: 20_000, limitRetries: 2 };

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
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	try {
		return await listMatches(this, filter.trim().toLowerCase(), Number(paginationToken));
	} catch (error) {
		throw nodeErrorOf(error, { node: this.getNode(), secrets: secretsOf(this) });
	}
}

async function listMatches(
	context: ILoadOptionsFunctions,
	wanted: string,
	firstPage: number,
): Promise<INodeListSearchResult> {
	const api = await accountApi(context, LIST_PATIENCE);
	const results: INodeListSearchItems[] = [];
	const pages = listVideoPages(api, {
		page: firstPage,
		size: MAX_VIDEOS_A_PAGE,
		unique_id: api.apiVersion === 'v1.2' ? chosenUniqueId(context) : undefined,
	});
	for await (const { videos, page, isLast } of pages) {
		results.push(...videos.filter((video) => isWanted(video, wanted)).map(listItem));
		if (isLast) break;

		const nextPage = page + 1;
		const isEnough = wanted === '' || results.length >= MAX_VIDEOS_A_PAGE;
		if (isEnough || nextPage >= firstPage + MAX_PAGES_A_SEARCH) {
			return { results, paginationToken: String(nextPage) };
		}
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
function listItem({ videoNo, name, status }: ListedVideo): INodeListSearchItems {
	const isParsed = meaningOfVideoStatus(status) === 'parsed';
	return { name: `${name || videoNo}${isParsed ? '' : ` (${status})`}`, value: videoNo };
}
