import { DEFAULT_FOLDER_ID, LEGACY_FOLDER_ID } from '../../api/endpoints/v1/folders';
import type { Field } from '../fields/field';
import { requiredFolderField } from '../fields/folderId';
import { UserError } from '../../texts/UserError';

/**
 * The field in which the user has to choose a folder of their own.
 *
 * @param description what becomes of it
 */
export function ownFolderField(description: string): Field<string> {
	const field = requiredFolderField(description);
	return {
		...field,
		read(input) {
			const folderId = field.read(input);
			if (folderId !== DEFAULT_FOLDER_ID && folderId !== LEGACY_FOLDER_ID) return folderId;
			throw new UserError(
				"'Folder' is one of those that every account has, and cannot be changed",
				'Choose a folder that you have made yourself',
			);
		},
	};
}
