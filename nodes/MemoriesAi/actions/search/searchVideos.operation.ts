import { endpointsOf } from '../../api/endpoints/endpointsOf';
import { collectionToSearch, whenCollectionIsGone } from '../fields/chosenCollection';
import { field } from '../fields/field';
import { limitField } from '../fields/limit';
import { isoMoment } from '../fields/moment';
import { requiredText } from '../fields/readers';
import { simplifyField } from '../fields/simplify';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { defineOperation } from '../operation';
import { filtersField } from './filters';
import { searchInField } from './searchIn';

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
	async execute({ context, values: { query, searchIn, limit, simplify, filters, options }, openApi }) {
		const api = await openApi();
		const { collection, takenAfter, takenBefore, ...otherFilters } = filters;
		const searching = endpointsOf(api).searchVideos(api, {
			...otherFilters,
			text: query,
			side: searchIn,
			limit,
			uniqueId: options.uniqueId,
			collectionId: await collectionToSearch(api, collection),
			takenAfter:
				api.apiVersion === 'datalake' ? isoMoment(takenAfter, context.getTimezone()) : takenAfter?.text,
			takenBefore: isoMoment(takenBefore, context.getTimezone()),
		});
		const { raw, matches } = await searching.catch(whenCollectionIsGone(api, collection));
		return (simplify ? matches : raw).slice(0, limit).map((match) => ({ json: { ...match } }));
	},
});
