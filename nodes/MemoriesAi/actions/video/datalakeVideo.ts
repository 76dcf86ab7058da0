import type { IExecuteFunctions } from 'n8n-workflow';
import type { ApiAccess } from '../../api/transport/request';
import { fileStem } from '../../upload/recovery/fileStem';
import { idempotencyKey } from '../../upload/recovery/runNames';
import type { DatalakeVideo } from '../../upload/transfer/datalake/videoRequest';
import { collectionForUpload } from '../fields/chosenCollection';
import type { CollectionChoice } from '../fields/collectionField';
import { isoMoment } from '../fields/moment';
import type { WrittenTime } from '../fields/writtenTime';

/** What a user can say about a video in the Datalake. */
interface DatalakeDetails {
	collection?: CollectionChoice | undefined;
	datetimeTaken?: WrittenTime | undefined;
	latitude?: number | undefined;
	longitude?: number | undefined;
	tags: readonly string[];
	cameraModel?: string | undefined;
	reference?: string | undefined;
}

/**
 * What an upload to the Datalake says about its video. Makes the collection for it where none is chosen and there is none.
 *
 * @param itemIndex the input item, counted from 0
 * @param fileName the title without its extension
 * @throws UserError when the account has no such collection
 * @throws ApiFailure when memories.ai refuses, or gives no answer
 */
export async function datalakeVideo(
	context: IExecuteFunctions,
	itemIndex: number,
	api: ApiAccess,
	{ collection, datetimeTaken, latitude, longitude, tags, cameraModel, reference }: DatalakeDetails,
	fileName: string,
): Promise<DatalakeVideo> {
	return {
		collectionId: await collectionForUpload(api, collection),
		title: fileStem(fileName),
		idempotencyKey: idempotencyKey(context, itemIndex),
		capturedAt: isoMoment(datetimeTaken, context.getTimezone()),
		latitude,
		longitude,
		tags,
		cameraModel,
		reference,
	};
}
