import type { INodeProperties } from 'n8n-workflow';
import type { SearchSide } from '../../api/endpoints/endpoints';
import { field } from '../fields/field';
import { choice } from '../fields/readers';

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
			description:
				'How memories.ai describes what is seen, with the time in the video. API v1.2 and Datalake only.',
		},
		{ name: 'Clips', value: 'clips', description: 'What is seen, with the time in the video' },
		{
			name: 'Videos',
			value: 'videos',
			description: 'What is seen; with API v1.1 and Datalake, videos as a whole',
		},
	],
};

/** The field in which the user chooses what of the videos is searched. */
export const searchInField = field(searchIn, choice<SearchSide>(searchIn), {
	valueApiVersions: { captions: ['v1.2', 'datalake'] },
});
