import { renameFolder } from '../../api/endpoints/v1/folders';
import { defineOperation } from '../operation';
import { folderNameField } from './folderName';
import { ownFolderField } from './ownFolder';
import { whenWithoutFolders, WITHOUT_FOLDER_CHANGES } from './whenWithoutFolders';

/** Gives a folder another name. */
export const renameOperation = defineOperation({
	option: {
		name: 'Rename',
		value: 'rename',
		action: 'Rename folder',
		description: 'Give a folder another name; API v1.2 only',
	},
	apiVersions: ['v1.2'],
	wayOut: WITHOUT_FOLDER_CHANGES,
	fields: {
		folderId: ownFolderField('The folder to rename'),
		name: folderNameField('New Name', 'The new name of the folder'),
	},
	async execute({ values: { folderId, name }, openApi }) {
		await renameFolder(await openApi(), folderId, name).catch(whenWithoutFolders);
		return [{ json: { folderId, name } }];
	},
});
