import { isFailure } from '../../api/ApiFailure';
import {
	existingUsualCollection,
	forgetCollections,
	listCollections,
	rememberedByName,
	USUAL_NAME,
	usualCollection,
	type Collection,
} from '../../api/endpoints/datalake/collections';
import type { ApiAccess } from '../../api/transport/request';
import { UserError } from '../../texts/UserError';
import type { CollectionChoice } from './collectionField';

/** So many names fit into a message that a person reads. */
const MAX_NAMES = 20;

/**
 * The id of the collection that an upload goes to: the chosen one, or the one for uploads that name none, which is made when
 * there is none.
 *
 * @throws UserError when the account has no such collection
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function collectionForUpload(
	api: ApiAccess,
	choice: CollectionChoice | undefined,
): Promise<string> {
	return choice === undefined ? await usualCollection(api) : await idOfChosen(api, choice);
}

/**
 * The id of the collection that is searched: the chosen one, or the one that uploads go to which name none. Undefined in v1.x.
 *
 * @throws UserError when the account has no such collection
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function collectionToSearch(
	api: ApiAccess,
	choice: CollectionChoice | undefined,
): Promise<string | undefined> {
	if (api.apiVersion !== 'datalake') return undefined;
	if (choice !== undefined) return await idOfChosen(api, choice);
	const usual = await existingUsualCollection(api);
	if (usual !== undefined) return usual;
	throw unknownName(USUAL_NAME, await listCollections(api));
}

/**
 * The id of the collection whose videos are listed; undefined for those of all collections, and in v1.x.
 *
 * @throws UserError when the account has no such collection
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function collectionToList(
	api: ApiAccess,
	choice: CollectionChoice | undefined,
): Promise<string | undefined> {
	return choice === undefined ? undefined : await idOfChosen(api, choice);
}

/**
 * For `.catch` of a request that names a collection: memories.ai's "not found" can only mean that.
 *
 * @throws UserError that names the collection, or the error as it is
 */
export function whenCollectionIsGone(api: ApiAccess, choice: CollectionChoice | undefined) {
	return (error: unknown): never => {
		const isGone = isFailure(error, 'absent') && /collection|^$/i.test(error.said ?? '');
		if (!isGone) throw error;
		forgetCollections(api, choice?.value);
		throw new UserError(
			`'Collection': the account has no collection '${choice?.value ?? USUAL_NAME}'`,
			"Choose one from the list, and check that the credential belongs to its account. Where none is chosen, run the workflow again: the node then makes one named 'n8n'",
			{ cause: error },
		);
	};
}

async function idOfChosen(api: ApiAccess, { by, value }: CollectionChoice): Promise<string> {
	if (by === 'id') return value;
	return await rememberedByName(api, value, async () => {
		const collections = await listCollections(api);
		const [found, ...more] = collections.filter(({ name }) => name === value);
		if (found === undefined) throw unknownName(value, collections);
		if (more.length === 0) return found.id;
		throw new UserError(
			`'Collection': ${more.length + 1} collections are named '${value}'`,
			'Choose one of them from the list, which remembers its ID',
		);
	});
}

function unknownName(name: string, collections: readonly Collection[]): UserError {
	const names = collections.map((collection) => `'${collection.name}'`);
	const more = names.length > MAX_NAMES ? ` and ${names.length - MAX_NAMES} more` : '';
	return new UserError(
		`'Collection': the account has no collection named '${name}'`,
		names.length === 0
			? 'The account has none at all. An upload without a collection makes one'
			: `It has ${names.slice(0, MAX_NAMES).join(', ')}${more}. Choose one of these under 'Collection'`,
	);
}
