import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { inputError } from '../../api/errors';
import { FOLDER_ID } from '../../api/videos';
import { fieldText } from './text';

/** A choice among an operation's Filters. */
export const folderIdFilter: INodeProperties = {
	displayName: 'Folder ID',
	name: 'folderId',
	type: 'string',
	default: '',
	placeholder: 'e.g. 568102998803353600',
	description: 'Only videos in this memories.ai folder. -1 is the default folder.',
};

/**
 * The folder that the user chose, undefined for any folder.
 *
 * @param chosen what the filter holds
 * @throws NodeOperationError when it is no folder's number
 */
export function chosenFolderId(
	context: IExecuteFunctions,
	itemIndex: number,
	chosen: unknown,
): string | undefined {
	const folderId = fieldText(chosen);
	if (folderId === '' || FOLDER_ID.test(folderId)) return folderId || undefined;
	throw inputError(
		context.getNode(),
		itemIndex,
		`'${folderIdFilter.displayName}' is not a number`,
		'Copy the ID of the folder from memories.ai, or remove the filter',
	);
}
