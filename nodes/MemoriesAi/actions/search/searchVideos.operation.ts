import { distinctMatches, MAX_MATCHES, searchAccount } from '../../api/endpoints/search';
import { field } from '../fields/field';
import { limitField } from '../fields/limit';
import { requiredText } from '../fields/readers';
import { simplifyField } from '../fields/simplify';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { defineOperation } from '../operation';
import { filtersField } from './filters';
import { searchInField, searchTypeOf } from './searchIn';

const queryField = field(
	{
		displayName: 'Search For',
		name: 'query',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. a goal is scored',
		description: 'What to look for in the videos, in your own words; English works best',
	},
	requiredText('Enter what to look for in the videos'),
);

/** Searches all videos of the account, one output item a match. */
export const searchVideosOperation = defineOperation({
	option: {
		name: 'Search Videos',
		value: 'searchVideos',
		action: 'Search videos',
		description: 'Find the places in your videos that match a description, the best first',
	},
	fields: {
		query: queryField,
		searchIn: searchInField,
		limit: limitField,
		simplify: simplifyField,
		filters: filtersField,
		options: optionsWithUniqueId,
	},
	async execute({ values: { query, searchIn, limit, simplify, filters, options }, openApi }) {
		const api = await openApi();
		const searchType = searchTypeOf(searchIn);
		const entries = await searchAccount(api, {
			search_param: query,
			search_type: searchType,
			top_k: api.apiVersion === 'v1.1' ? undefined : Math.min(limit, MAX_MATCHES[searchType]),
			filtering_level: filters.filteringLevel,
			folder_id: filters.folderId,
			tag: filters.tag,
			video_nos: filters.videoNos.length === 0 ? undefined : filters.videoNos,
			unique_id: options.uniqueId,
		});
		const matches = simplify ? distinctMatches(entries) : entries;
		return matches.slice(0, limit).map((match) => ({ json: { ...match } }));
	},
});
