import { FOLDER_ID } from '../../api/endpoints/v1/videoList';
import { V1_VERSIONS } from '../../api/vocabulary/apiVersion';
import { field } from './field';
import { id } from './readers';

/** A choice among an operation's Filters: digits, or `-1` for the default folder. */
export const folderIdField = field(
	{
		displayName: 'Folder ID',
		name: 'folderId',
		type: 'string',
		default: '',
		placeholder: 'e.g. 568102998803353600',
		description: 'Only videos in this memories.ai folder. -1 is the default folder.',
	},
	id(FOLDER_ID, 'is not a number', 'Copy the ID of the folder from memories.ai, or remove it here'),
	{ apiVersions: V1_VERSIONS },
);
