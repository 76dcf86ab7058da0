import type { IDataObject } from 'n8n-workflow';
import { isJsonObject, jsonWithIntegers } from '../../transport/json';
import { callApi, type ApiAccess } from '../../transport/request';
import { textOf } from '../../vocabulary/answerValues';
import type { V1Endpoint } from '../../vocabulary/apiVersion';

/** What goes with every import, into the account's own library. */
export interface ImportDetails {
	/** Digits, maybe more than a number holds. */
	folderId?: string | undefined;
	/** The part of a divided account that the videos belong to. */
	uniqueId?: string | undefined;
	/** What memories.ai calls when the import moves on. It may be signed, so it stays out of logs and errors. */
	callbackUrl?: string | undefined;
}

/** What is imported: one request to memories.ai, which makes one task of it. */
export type ImportSource =
	| {
			kind: 'posts';
			/** Up to `MAX_LINKS`, all of one platform. */
			links: string[];
			/** The height of YouTube videos in pixels. */
			quality?: string | undefined;
	  }
	| {
			kind: 'creator';
			/** The address of the creator's page. */
			creator: string;
			/** How many of the latest posts. */
			posts: number;
	  }
	| {
			kind: 'hashtags';
			/** Without `#`. */
			hashtags: string[];
			/** How many posts of each. */
			posts: number;
	  };

/** Most links that one request takes. Source: v1.2 page "Upload from Post URLs". */
export const MAX_LINKS = 50;

/**
 * Has memories.ai import videos from a platform into the account's own library. It is paid for, and memories.ai has no key by
 * which it would know a request again.
 *
 * @returns the number of the task; undefined where memories.ai says yes without one, as an example for hashtags shows it
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function startImport(
	api: ApiAccess,
	source: ImportSource,
	{ folderId, uniqueId, callbackUrl }: ImportDetails,
): Promise<string | undefined> {
	const { endpoint, callbackName, values } = requestFor(source);
	const { data } = await callApi(api, {
		method: 'POST',
		endpoint,
		body: jsonWithIntegers(
			{ ...values, unique_id: uniqueId, [callbackName]: callbackUrl },
			{ folder_id: folderId },
		),
	});
	return isJsonObject(data) ? textOf(data.taskId ?? data.task_id) : undefined;
}

interface ImportRequest {
	endpoint: V1Endpoint;
	/** What the address to call is called there. */
	callbackName: 'callback' | 'callback_url';
	values: IDataObject;
}

/** Source: v1.2 pages "Upload from Post URLs", "Upload from Creator" and "Upload from Hashtag". */
function requestFor(source: ImportSource): ImportRequest {
	switch (source.kind) {
		case 'posts':
			return {
				endpoint: 'scraper_url',
				callbackName: 'callback_url',
				values: { video_urls: source.links, quality: source.quality },
			};
		case 'creator':
			return {
				endpoint: 'scraper',
				callbackName: 'callback_url',
				values: { username: source.creator, scraper_cnt: source.posts },
			};
		case 'hashtags':
			return {
				endpoint: 'scraper_tag',
				callbackName: 'callback',
				values: { hash_tags: source.hashtags, scraper_cnt: source.posts },
			};
	}
}
