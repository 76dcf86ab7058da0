import { ApiFailure } from '../../../api/ApiFailure';
import { isJsonObject } from '../../../api/transport/json';
import { idOf, textOf, withoutUndefined } from '../../../api/vocabulary/answerValues';
import { operationsOfVideos } from '../../../state';
import type { UploadedVideo } from '../../recovery/uploadedVideo';
import { TransferFailure } from '../TransferFailure';
import type { DatalakeVideo } from './videoRequest';

/**
 * The Datalake's answer to an upload, in the names that uploads have in every generation.
 *
 * @param data `{video_id, operation, status}`; one public client reads `id`
 * @throws TransferFailure when it names no video, which may exist all the same
 */
export function acceptedVideo(data: unknown, { title, collectionId }: DatalakeVideo): UploadedVideo {
	const answer = isJsonObject(data) ? data : {};
	const videoNo = idOf(answer.video_id ?? answer.id);
	if (videoNo === undefined) throw new TransferFailure(new ApiFailure('empty'), true);
	const operation = idOf(answer.operation);
	if (operation !== undefined) operationsOfVideos.set(videoNo, operation);
	return {
		videoNo,
		...withoutUndefined({
			videoName: title === '' ? undefined : title,
			videoStatus: textOf(answer.status),
			operation,
		}),
		collectionId,
	};
}
