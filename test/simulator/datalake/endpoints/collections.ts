import type { Account } from '../account/account';
import type { Collection } from '../account/records';
import { pageOf } from '../paging';
import { invalid } from '../refusal';
import type { Endpoint } from './endpoint';
import { jsonBodyOf } from './jsonObject';

/** The account's collections (`GET /collections`); free. */
export const listCollections: Endpoint = ({ query }, { account, switches }) => {
	const isPaged = switches.collectionPaging === 'cursor';
	const withoutCursor = { get: (name: string) => (name === 'cursor' ? null : query.get(name)) };
	const page = pageOf(account.collections, isPaged ? query : withoutCursor, switches);
	return {
		content: {
			collections: page.items.map((collection) => shownCollection(collection, account)),
			...(isPaged ? { next_cursor: page.next_cursor } : {}),
		},
	};
};

/** Makes a collection (`POST /collections`); free, but refused without balance. Names may repeat. */
export const createCollection: Endpoint = (request, { account, switches }) => {
	const { name, face_recognition_enabled: hasFaceRecognition = false } = jsonBodyOf(request);
	if (typeof name !== 'string' || name.trim() === '') throw invalid('name is required');
	if (typeof hasFaceRecognition !== 'boolean') throw invalid('face_recognition_enabled must be a boolean');
	account.requireBalance();
	const collection = shownCollection(account.addCollection(name, hasFaceRecognition), account);
	return { content: switches.newCollectionForm === 'flat' ? collection : { collection } };
};

function shownCollection({ id, name, createdAt, hasFaceRecognition }: Collection, account: Account): object {
	return {
		id,
		name,
		video_count: account.allVideos.filter((video) => video.isFinalized && video.collectionId === id).length,
		created_at: new Date(createdAt).toISOString(),
		face_recognition_enabled: hasFaceRecognition,
	};
}
