import { whenFailed } from '../../api/ApiFailure';
import { UserError } from '../../texts/UserError';

/** What a user can do in the Datalake, whose collections stay as they are. */
export const WITHOUT_FOLDER_CHANGES =
	'Its collections can be listed and made here; change them in the memories.ai console';

/**
 * For `.catch`: v1.2 has folders only since 2026, and an address that is missing says nothing about the API as a whole.
 *
 * @throws UserError for a server without folders, or the error as it is
 */
export const whenWithoutFolders = whenFailed(['unknownPath'], (failure): never => {
	throw new UserError(
		'This memories.ai server has no folders',
		"It does not have the address that the documentation of API v1.2 names. Check 'Base URL' in the credential, or divide the account with 'Unique ID' instead",
		{ cause: failure },
	);
});
