import type { INodeProperties } from 'n8n-workflow';
import { apiError, inputError } from '../../api/errors';
import { distinctMatches, MAX_MATCHES, searchAccount } from '../../api/search';
import { limitField } from '../fields/limit';
import { isSimplified, simplifyField } from '../fields/simplify';
import { fieldText } from '../fields/text';
import { chosenUniqueId, optionsWithUniqueId } from '../fields/uniqueId';
import type { Operation } from '../operation';
import { chosenFilters, filtersField } from './filters';
import { chosenSearchType, searchInField } from './searchIn';

const queryField: INodeProperties = {
	displayName: 'Search For',
	name: 'query',
	type: 'string',
	default: '',
	required: true,
	placeholder: 'e.g. a goal is scored',
	description: 'What to look for in the videos, in your own words; English works best',
};

const execute: Operation['execute'] = async (context, itemIndex, openApi) => {
	const node = context.getNode();
	const query = fieldText(context.getNodeParameter(queryField.name, itemIndex));
	if (query === '') {
		throw inputError(node, itemIndex, "'Search For' is empty", 'Enter what to look for in the videos');
	}
	const limit = Number(context.getNodeParameter(limitField.name, itemIndex, limitField.default));
	const api = await openApi();
	const searchType = chosenSearchType(context, itemIndex, api.apiVersion);
	const outcome = await searchAccount(context, api, {
		search_param: query,
		search_type: searchType,
		top_k: api.apiVersion === 'v1.1' ? undefined : Math.min(limit, MAX_MATCHES[searchType]),
		...chosenFilters(context, itemIndex, api.apiVersion),
		unique_id: chosenUniqueId(context, itemIndex, api),
	});
	if (outcome.kind !== 'answered') throw apiError(node, outcome, itemIndex);
	const { entries } = outcome;
	const matches = isSimplified(context, itemIndex) ? distinctMatches(entries) : entries;
	return matches.slice(0, limit).map((match) => ({ json: { ...match } }));
};

/** Searches all videos of the account, one output item a match. */
export const searchVideosOperation: Operation = {
	option: {
		name: 'Search Videos',
		value: 'searchVideos',
		action: 'Search videos',
		description: 'Find the places in your videos that match a description, the best first',
	},
	apiVersions: ['v1.2', 'v1.1'],
	fields: [queryField, searchInField, limitField, simplifyField, filtersField, optionsWithUniqueId()],
	execute,
};
