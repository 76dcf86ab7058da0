import type { INodeProperties } from 'n8n-workflow';
import { FOLDER_ID } from '../../api/endpoints/v1/folders';
import { V1_VERSIONS } from '../../api/vocabulary/apiVersion';
import { field, type Reader } from './field';
import { id, locatedValue } from './readers';

const property: INodeProperties = {
	displayName: 'Folder',
	name: 'folderId',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a folder...',
			typeOptions: { searchListMethod: 'searchFolders', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. 568102998803353600',
			hint: 'The folderId in the output of the resource Folder; -1 is the default folder',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '\\s*-?\\d+\\s*',
						errorMessage: 'Not a folder ID, which looks like 568102998803353600',
					},
				},
			],
		},
	],
};

const folderId: Reader<string | undefined> = (input, refuse) =>
	id(
		FOLDER_ID,
		'is not a number',
		'Choose a folder from the list, or remove the field here',
	)(locatedValue(input), refuse);

/** A choice among an operation's Filters: digits, or `-1` for the default folder. */
export const folderIdField = field(
	{ ...property, description: 'Only videos in this memories.ai folder' },
	folderId,
	{ apiVersions: V1_VERSIONS },
);

/**
 * The field in which the user has to choose a folder.
 *
 * @param description what becomes of it
 */
export function requiredFolderField(description: string) {
	return field({ ...property, required: true, description }, (input, refuse) => {
		const chosen = folderId(input, refuse);
		if (chosen === undefined) throw refuse('is empty', 'Choose a folder from the list, or enter its ID');
		return chosen;
	});
}
