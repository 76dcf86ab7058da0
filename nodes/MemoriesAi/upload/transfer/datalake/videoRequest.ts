import type { IDataObject } from 'n8n-workflow';
import { CUSTOM_FIELDS } from '../../../api/endpoints/datalake/readVideo';
import { withoutUndefined } from '../../../api/vocabulary/answerValues';

/** What an upload to the Datalake says about its video. */
export interface DatalakeVideo {
	collectionId: string;
	/** Empty for none. */
	title: string;
	/** Names the upload: sent again with the same, it ends in the same video. Up to 128 characters. */
	idempotencyKey: string;
	/** ISO 8601 with its zone. */
	capturedAt: string | undefined;
	/** In decimal degrees. */
	latitude: number | undefined;
	/** In decimal degrees. */
	longitude: number | undefined;
	tags: readonly string[];
	cameraModel: string | undefined;
	reference: string | undefined;
}

/** The JSON that goes with every kind of upload. Source: public clients of the Datalake. */
export function videoRequest(video: DatalakeVideo): IDataObject {
	const { latitude, longitude, title, tags } = video;
	const custom = withoutUndefined({
		[CUSTOM_FIELDS.reference]: video.reference,
		[CUSTOM_FIELDS.cameraModel]: video.cameraModel,
	});
	const metadata = withoutUndefined({
		title: title === '' ? undefined : title,
		tags: tags.length === 0 ? undefined : [...tags],
		custom: isEmpty(custom) ? undefined : custom,
	});
	return withoutUndefined({
		collection_id: video.collectionId,
		captured_at: video.capturedAt,
		location:
			latitude === undefined || longitude === undefined ? undefined : { lat: latitude, lng: longitude },
		metadata: isEmpty(metadata) ? undefined : metadata,
		idempotency_key: video.idempotencyKey,
	});
}

function isEmpty(object: object): boolean {
	return Object.keys(object).length === 0;
}
