import { createHash } from 'node:crypto';
import { invalid, type Refusal } from '../refusal';
import { isObject, isTexts, type JsonObject } from './jsonObject';

const knownTargets = ['caption', 'transcription', 'summary', 'title', 'frame_embedding', 'event'] as const;

/** What a search looks in. */
export type SearchTarget = (typeof knownTargets)[number];

/** A search that keeps all rules. */
export interface SearchRequest {
	collectionId: string;
	/** Empty for a search by pictures. */
	text: string;
	targets: readonly SearchTarget[];
	mode: 'semantic' | 'keyword' | 'hybrid';
	topK: number;
	groupBy: 'moment' | 'video';
	isReranked: boolean;
	filter: { videoIds?: string[]; tags?: string[]; capturedFrom?: string; capturedBefore?: string };
	/** Where the asked page begins among the results. */
	offset: number;
	/** What the cursor of the next page of this search is made of. */
	fingerprint: string;
}

/**
 * Reads the JSON of a search. Unknown fields at the top are passed over.
 *
 * @throws Refusal when it breaks a rule
 */
export function searchRequestOf(json: JsonObject): SearchRequest {
	const { collection_id: collectionId, query = '', query_images: images, targets, top_k: topK = 10 } = json;
	const { mode = 'semantic', group_by: groupBy = 'moment', rerank: isReranked = false, cursor } = json;
	if (typeof collectionId !== 'string') throw invalid('collection_id is required');
	if (typeof query !== 'string') throw invalid('query must be a string');
	if (query.trim() === '' && !(isTexts(images) && images.length > 0)) {
		throw invalid('query or query_images is required');
	}
	if (!isTexts(targets) || targets.length === 0) throw invalid('targets is required');
	if (!targets.every(isTarget)) throw oneOf('targets', knownTargets);
	if (!isOneOf(mode, ['semantic', 'keyword', 'hybrid']))
		throw oneOf('mode', ['semantic', 'keyword', 'hybrid']);
	if (!isOneOf(groupBy, ['moment', 'video'])) throw oneOf('group_by', ['moment', 'video']);
	if (!isWholeNumber(topK, 1, 200)) throw invalid('top_k must be a whole number from 1 to 200');
	if (typeof isReranked !== 'boolean') throw invalid('rerank must be a boolean');
	const fingerprint = fingerprintOf(json);
	return {
		collectionId,
		text: query,
		targets,
		mode,
		topK,
		groupBy,
		isReranked,
		filter: filterOf(json),
		offset: cursor === undefined ? 0 : offsetOf(cursor, mode, fingerprint),
		fingerprint,
	};
}

/** The cursor of the page that begins at `offset`. */
export function searchCursor(offset: number, { fingerprint }: SearchRequest): string {
	return Buffer.from(`${fingerprint}:${offset}`).toString('base64url');
}

function offsetOf(cursor: unknown, mode: string, fingerprint: string): number {
	if (mode === 'hybrid') throw invalid('cursor: hybrid searches have one page');
	const text = typeof cursor === 'string' ? Buffer.from(cursor, 'base64url').toString() : '';
	const [, sentFingerprint, offset] = /^(\w+):(\d+)$/.exec(text) ?? [];
	if (sentFingerprint !== fingerprint) throw invalid('cursor: all other fields must be as on the first page');
	return Number(offset);
}

/** A short word for everything a search asks for but its page. */
function fingerprintOf(json: JsonObject): string {
	const fields = Object.entries(json)
		.filter(([name]) => name !== 'cursor')
		.sort(([left], [right]) => left.localeCompare(right));
	return createHash('sha256').update(JSON.stringify(fields)).digest('hex').slice(0, 16);
}

function filterOf({ filter = {} }: JsonObject): SearchRequest['filter'] {
	if (!isObject(filter)) throw invalid('filter must be an object');
	const { video_ids: videoIds, tags, captured_at: capturedAt = {} } = filter;
	if (videoIds !== undefined && !isTexts(videoIds))
		throw invalid('filter.video_ids must be an array of strings');
	if (tags !== undefined && !isTexts(tags)) throw invalid('filter.tags must be an array of strings');
	if (!isObject(capturedAt)) throw invalid('filter.captured_at must be an object');
	return {
		videoIds,
		tags,
		capturedFrom: timeOf(capturedAt, 'gte'),
		capturedBefore: timeOf(capturedAt, 'lt'),
	};
}

function timeOf(times: JsonObject, name: string): string | undefined {
	const time = times[name];
	if (time === undefined) return undefined;
	if (typeof time !== 'string' || Number.isNaN(Date.parse(time))) {
		throw invalid(`filter.captured_at.${name} must be a time in ISO 8601`);
	}
	return time;
}

function isTarget(text: string): text is SearchTarget {
	return isOneOf(text, knownTargets);
}

function isOneOf<Word extends string>(value: unknown, words: readonly Word[]): value is Word {
	return words.some((word) => word === value);
}

function oneOf(field: string, words: readonly string[]): Refusal {
	return invalid(`${field} must be of ${words.join(', ')}`);
}

function isWholeNumber(value: unknown, min: number, max: number): value is number {
	return Number.isInteger(value) && Number(value) >= min && Number(value) <= max;
}
