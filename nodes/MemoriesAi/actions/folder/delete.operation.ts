import { deleteFolder } from '../../api/endpoints/v1/folders';
import { defineOperation } from '../operation';
import { ownFolderField } from './ownFolder';
import { whenWithoutFolders, WITHOUT_FOLDER_CHANGES } from './whenWithoutFolders';

/** Deletes a folder for good. */
export const deleteOperation = defineOperation({
	option: {
		name: 'Delete',
		value: 'delete',
		action: 'Delete folder',
		description:
			'Delete a folder for good; memories.ai refuses while there are parsed videos in it. API v1.2 only.',
	},
	apiVersions: ['v1.2'],
	wayOut: WITHOUT_FOLDER_CHANGES,
	lastingEffect: 'Deleted',
	fields: { folderId: ownFolderField('The folder to delete, without parsed videos in it') },
	async execute({ values: { folderId }, openApi }) {
		await deleteFolder(await openApi(), folderId).catch(whenWithoutFolders);
		return [{ json: { folderId, deleted: true } }];
	},
});
