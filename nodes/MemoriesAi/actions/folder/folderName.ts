import { MAX_FOLDER_NAME_LENGTH } from '../../api/endpoints/v1/folders';
import { field } from '../fields/field';
import { requiredText } from '../fields/readers';

/**
 * The field for a folder's name.
 *
 * @param displayName what the user reads
 * @param description what becomes of it
 */
export function folderNameField(displayName: string, description: string) {
	return field(
		{
			displayName,
			name: 'name',
			type: 'string',
			default: '',
			required: true,
			placeholder: 'e.g. Interviews',
			description: `${description}, up to ${MAX_FOLDER_NAME_LENGTH} characters`,
		},
		(input, refuse) => {
			const name = requiredText('Enter a name for the folder')(input, refuse);
			if (name.length <= MAX_FOLDER_NAME_LENGTH) return name;
			throw refuse(`is longer than ${MAX_FOLDER_NAME_LENGTH} characters`, 'Shorten it');
		},
	);
}
