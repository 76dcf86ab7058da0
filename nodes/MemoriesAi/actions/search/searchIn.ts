import type { INodeProperties } from 'n8n-workflow';
import type { SearchType } from '../../api/endpoints/search';
import { field } from '../fields/field';
import { choice } from '../fields/readers';

type SearchIn = 'audio' | 'captions' | 'clips' | 'videos';

const SEARCH_TYPE: Record<SearchIn, SearchType> = {
	audio: 'BY_AUDIO',
	captions: 'BY_CAPTION',
	clips: 'BY_CLIP',
	videos: 'BY_VIDEO',
};

const searchIn: INodeProperties = {
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

/** The field in which the user chooses what of the videos is searched. */
export const searchInField = field(searchIn, choice<SearchIn>(searchIn), {
	valueApiVersions: { captions: ['v1.2'] },
});

/** What memories.ai calls a search in this side of the videos. */
export function searchTypeOf(side: SearchIn): SearchType {
	return SEARCH_TYPE[side];
}
