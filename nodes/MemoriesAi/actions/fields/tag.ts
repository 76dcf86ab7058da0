import { field } from './field';
import { text } from './readers';

/** A choice among Filters: one of the words that a video was uploaded with. */
export const tagField = field(
	{
		displayName: 'Tag',
		name: 'tag',
		type: 'string',
		default: '',
		placeholder: 'e.g. interview',
		description: 'Only videos with this tag',
	},
	text,
	{ apiVersions: ['v1.2', 'datalake'] },
);
