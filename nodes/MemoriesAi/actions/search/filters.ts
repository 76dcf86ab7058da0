import type { IDataObject, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { ApiVersion } from '../../api/apiVersion';
import { inputError, versionError } from '../../api/errors';
import { MAX_SEARCHED_VIDEOS, type SearchQuery } from '../../api/search';
import { chosenFolderId, folderIdFilter } from '../fields/folderId';
import { fieldText } from '../fields/text';
import { videoNosIn } from '../fields/videoField';

const filteringLevel: INodeProperties = {
	displayName: 'Match Quality',
	name: 'filteringLevel',
	type: 'options',
	default: 'medium',
	description: 'How well a place has to match. API v1.2 only.',
	options: [
		{ name: 'High', value: 'high', description: 'Few matches that fit well' },
		{ name: 'Low', value: 'low', description: 'Many matches, some of them far off' },
		{ name: 'Medium', value: 'medium' },
	],
};

const tag: INodeProperties = {
	displayName: 'Tag',
	name: 'tag',
	type: 'string',
	default: '',
	placeholder: 'e.g. interview',
	description: 'Only videos with this tag. API v1.2 only.',
};

const videoNos: INodeProperties = {
	displayName: 'Video IDs',
	name: 'videoNos',
	type: 'string',
	default: '',
	placeholder: 'e.g. VI568102998803353600, VI568102998803353601',
	description: 'Only these videos, up to 100, separated by commas. API v1.2 only.',
};

/** The field that narrows the search down. */
export const filtersField: INodeProperties = {
	displayName: 'Filters',
	name: 'filters',
	type: 'collection',
	placeholder: 'Add Filter',
	default: {},
	options: [folderIdFilter, filteringLevel, tag, videoNos],
};

/** The part of a search that says which places count. */
export type SearchFilters = Pick<SearchQuery, 'filtering_level' | 'folder_id' | 'tag' | 'video_nos'>;

/**
 * The filters that the user has set; empty ones do not count.
 *
 * @throws NodeOperationError when one is not usable, or the account's API does not know it
 */
export function chosenFilters(
	context: IExecuteFunctions,
	itemIndex: number,
	apiVersion: ApiVersion,
): SearchFilters {
	const filters = context.getNodeParameter(filtersField.name, itemIndex, {}) as IDataObject;
	const valueOf = ({ name, displayName }: INodeProperties) => {
		const value = filters[name] ?? '';
		if (value !== '' && apiVersion === 'v1.1') {
			throw versionError(context.getNode(), itemIndex, displayName, 'v1.2');
		}
		return value;
	};
	const chosen = valueOf(videoNos);
	return {
		filtering_level: fieldText(valueOf(filteringLevel)) || undefined,
		folder_id: chosenFolderId(context, itemIndex, filters[folderIdFilter.name]),
		tag: fieldText(valueOf(tag)) || undefined,
		video_nos: chosen === '' ? undefined : fewEnough(context, itemIndex, chosen),
	};
}

function fewEnough(context: IExecuteFunctions, itemIndex: number, chosen: unknown): string[] {
	const numbers = videoNosIn(context, itemIndex, videoNos, chosen);
	if (numbers.length <= MAX_SEARCHED_VIDEOS) return numbers;
	throw inputError(
		context.getNode(),
		itemIndex,
		`'${videoNos.displayName}' has ${numbers.length} videos`,
		`memories.ai searches up to ${MAX_SEARCHED_VIDEOS} chosen videos, or all of them without this filter`,
	);
}
