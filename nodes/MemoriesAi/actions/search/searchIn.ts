import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import type { ApiVersion } from '../../api/apiVersion';
import { versionError } from '../../api/errors';
import type { SearchType } from '../../api/search';

type SearchIn = 'audio' | 'captions' | 'clips' | 'videos';

const SEARCH_TYPE: Record<SearchIn, SearchType> = {
	audio: 'BY_AUDIO',
	captions: 'BY_CAPTION',
	clips: 'BY_CLIP',
	videos: 'BY_VIDEO',
};

/** The field in which the user chooses what of the videos is searched. */
export const searchInField: INodeProperties = {
	displayName: 'Search In',
	name: 'searchIn',
	type: 'options',
	default: 'videos',
	description: 'Which side of the videos to search',
	options: [
		{ name: 'Audio', value: 'audio', description: 'What is said, with the time in the video' },
		{
			name: 'Captions',
			value: 'captions',
			description: 'How memories.ai describes what is seen, with the time in the video. API v1.2 only.',
		},
		{ name: 'Clips', value: 'clips', description: 'What is seen, with the time in the video' },
		{
			name: 'Videos',
			value: 'videos',
			description: 'What is seen; with API v1.1, videos as a whole, without a time',
		},
	],
};

/**
 * What of the videos the user wants to be searched.
 *
 * @throws NodeOperationError when the account's API cannot search in it
 */
export function chosenSearchType(
	context: IExecuteFunctions,
	itemIndex: number,
	apiVersion: ApiVersion,
): SearchType {
	const searchIn = context.getNodeParameter(searchInField.name, itemIndex) as SearchIn;
	if (searchIn === 'captions' && apiVersion === 'v1.1') {
		const wayOut = `Choose something else under '${searchInField.displayName}'`;
		throw versionError(context.getNode(), itemIndex, 'Captions', 'v1.2', wayOut);
	}
	return SEARCH_TYPE[searchIn];
}
