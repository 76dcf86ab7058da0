import type { ForgetfulMap } from '../../../ForgetfulMap';
import { usualCollections, namedCollections } from '../../../state';
import { ApiFailure, whenFailed } from '../../ApiFailure';
import { isJsonObject } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { idOf, numberOf, textOf } from '../../vocabulary/answerValues';
import { listPage, PAGE_SIZE, type Listing } from './lists';

/** A part of the account that holds videos. */
export interface Collection {
	id: string;
	/** Names may repeat. */
	name: string;
	/** In ms since 1970; the latest there is where memories.ai does not say. */
	createdAtMs: number;
	videoCount: number | undefined;
}

/** The collection for those who name none. */
export const USUAL_NAME = 'n8n';

/** A server without pages gives as many as it is asked for. */
const LARGEST_PAGE_SIZE = 10_000;

/**
 * All collections of the account.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function listCollections(api: ApiAccess): Promise<Collection[]> {
	const found = new Map<string, Collection>();
	const add = ({ entries }: Listing) => {
		for (const entry of entries) {
			const id = idOf(entry.id);
			if (id === undefined) continue;
			found.set(id, {
				id,
				name: textOf(entry.name) ?? '',
				createdAtMs: Date.parse(textOf(entry.created_at) ?? '') || Number.MAX_SAFE_INTEGER,
				videoCount: numberOf(entry.video_count),
			});
		}
	};
	const first = await listPage(api, 'collections', {});
	add(first);
	for (let { next } = first; next !== undefined;) {
		const known = found.size;
		const page = await listPage(api, 'collections', { cursor: next });
		add(page);
		next = found.size > known ? page.next : undefined;
	}
	if (first.next === undefined && first.entries.length >= PAGE_SIZE) {
		const asking = listPage(api, 'collections', { limit: LARGEST_PAGE_SIZE });
		const all = await asking.catch(whenFailed(['parameters'], () => undefined));
		if (all !== undefined) add(all);
	}
	return [...found.values()];
}

/**
 * The id of the collection for uploads that name none: the oldest with the usual name, made when there is none. However many
 * ask at the same moment, it is looked for and made once.
 *
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function usualCollection(api: ApiAccess): Promise<string> {
	return await once(usualCollections, accountOf(api), async () => {
		const found = await oldestOfUsualName(api);
		return found ?? (await createUsual(api));
	});
}

/**
 * The same, without making one.
 *
 * @returns undefined when the account has none
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function existingUsualCollection(api: ApiAccess): Promise<string | undefined> {
	return (await usualCollections.get(accountOf(api))) ?? (await oldestOfUsualName(api));
}

/**
 * What belongs to a name, found once for all who ask at the same moment and remembered for a minute.
 *
 * @param find looks the id up; what it throws is not remembered
 */
export async function rememberedByName(
	api: ApiAccess,
	name: string,
	find: () => Promise<string>,
): Promise<string> {
	return await once(namedCollections, `${accountOf(api)} ${name}`, find);
}

/** Forgets what was found: memories.ai does not know such a collection any more. */
export function forgetCollections(api: ApiAccess, name: string | undefined): void {
	usualCollections.delete(accountOf(api));
	if (name !== undefined) namedCollections.delete(`${accountOf(api)} ${name}`);
}

async function once(
	known: ForgetfulMap<string, Promise<string>>,
	key: string,
	find: () => Promise<string>,
): Promise<string> {
	const asked = known.get(key);
	if (asked !== undefined) return await asked;
	const asking = find();
	known.set(key, asking);
	// The next one asks anew.
	asking.catch(() => known.delete(key));
	return await asking;
}

/**
 * Makes the usual collection. The list has the last word: it may be there although no clear answer came, and another process
 * may have made an older one meanwhile.
 */
async function createUsual(api: ApiAccess): Promise<string> {
	const made = await createCollection(api, USUAL_NAME).catch((error: unknown) => {
		if (error instanceof ApiFailure && error.lasts !== 'yes') return error;
		throw error;
	});
	const found = await oldestOfUsualName(api);
	if (found !== undefined) return found;
	if (made instanceof ApiFailure) throw made;
	return made;
}

/**
 * Makes a collection; names may repeat.
 *
 * @returns its id
 * @throws ApiFailure when memories.ai refuses, as it does without balance, or gives no answer with an id
 */
export async function createCollection(api: ApiAccess, name: string): Promise<string> {
	const answer = await callApi(api, { method: 'POST', endpoint: '/collections', body: { name } });
	const { id, collection } = isJsonObject(answer.data) ? answer.data : {};
	const made = idOf(id ?? (isJsonObject(collection) ? collection.id : undefined));
	if (made === undefined) throw new ApiFailure('unreadable');
	return made;
}

async function oldestOfUsualName(api: ApiAccess): Promise<string | undefined> {
	const namesakes = (await listCollections(api)).filter(({ name }) => name === USUAL_NAME);
	namesakes.sort((one, other) => one.createdAtMs - other.createdAtMs || one.id.localeCompare(other.id));
	return namesakes[0]?.id;
}

function accountOf({ datalake, baseUrl }: ApiAccess): string {
	return datalake?.account ?? baseUrl;
}
