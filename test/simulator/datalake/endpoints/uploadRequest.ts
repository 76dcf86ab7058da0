import type { DatalakeVideo } from '../account/records';
import { invalid, notFound } from '../refusal';
import type { DatalakeSwitches } from '../switches';
import type { DatalakeService } from './endpoint';
import { isObject, type JsonObject } from './jsonObject';
import { hasKnownKeys, metadataOf } from './metadata';

const maxKeyLength = 128;

/** What every kind of upload says about its video. */
export type UploadDetails = Pick<
	DatalakeVideo,
	'collectionId' | 'fps' | 'capturedAt' | 'location' | 'metadata' | 'idempotencyKey'
>;

/**
 * What the JSON of an upload says about its video. Unknown fields at the top are passed over.
 *
 * @param jsonName what the refusal of `metadata` calls the JSON
 * @throws Refusal when it breaks a rule
 */
export function uploadDetailsOf(
	json: JsonObject,
	jsonName: 'json part' | 'request body',
	{ account, switches }: DatalakeService,
): UploadDetails {
	const { collection_id: collectionId, metadata = {} } = json;
	if (typeof collectionId !== 'string') throw invalid('collection_id is required');
	if (!isAcceptedMetadata(metadata, switches)) throw invalid(`${jsonName} is not valid JSON`);
	if (!account.collections.some(({ id }) => id === collectionId)) {
		throw notFound(`collection ${collectionId}`);
	}
	return {
		collectionId,
		fps: fpsOf(json),
		capturedAt: capturedAtOf(json),
		location: locationOf(json),
		metadata: metadataOf(metadata),
		idempotencyKey: idempotencyKeyOf(json),
	};
}

function isAcceptedMetadata(metadata: unknown, { tagsAtUpload, unknownMetadata }: DatalakeSwitches): boolean {
	if (!isObject(metadata)) return true;
	return (
		(unknownMetadata === 'ignored' || hasKnownKeys(metadata)) &&
		(tagsAtUpload === 'accepted' || metadata.tags === undefined)
	);
}

/** The `idempotency_key` of an upload, if it has one. */
export function idempotencyKeyOf({ idempotency_key: key }: JsonObject): string | undefined {
	if (key === undefined) return undefined;
	if (typeof key !== 'string' || key === '') throw invalid('idempotency_key must be a string');
	if (key.length > maxKeyLength) {
		throw invalid(`idempotency_key must have at most ${maxKeyLength} characters`);
	}
	return key;
}

function fpsOf({ fps = 1 }: JsonObject): number {
	if (typeof fps !== 'number' || fps <= 0) throw invalid('fps must be a positive number');
	return fps;
}

const iso8601 = /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/;

function capturedAtOf({ captured_at: time }: JsonObject): string | undefined {
	if (time === undefined) return undefined;
	if (typeof time !== 'string' || !iso8601.test(time) || Number.isNaN(Date.parse(time))) {
		throw invalid('captured_at must be a time in ISO 8601');
	}
	return time;
}

function locationOf({ location }: JsonObject): DatalakeVideo['location'] {
	if (location === undefined) return undefined;
	if (!isObject(location)) throw invalid('location must be an object');
	const { lat, lng } = location;
	if (!isWithin(lat, 90) || !isWithin(lng, 180)) {
		throw invalid('location must have lat (-90 to 90) and lng (-180 to 180)');
	}
	return { lat, lng };
}

function isWithin(value: unknown, max: number): value is number {
	return typeof value === 'number' && Math.abs(value) <= max;
}
