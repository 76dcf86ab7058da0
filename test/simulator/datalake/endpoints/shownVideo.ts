import { videoDurationS, type DatalakeVideo } from '../account/records';
import { notFound } from '../refusal';
import type { DatalakeRequest, DatalakeService } from './endpoint';

/** Whether lists and reads know a video. */
export function isShown({ isFinalized }: DatalakeVideo, { switches }: DatalakeService): boolean {
	return isFinalized || switches.unfinishedUploads === 'shown';
}

/**
 * The video that the path of a request names.
 *
 * @throws Refusal when the account shows no such video
 */
export function addressedVideo({ subject }: DatalakeRequest, service: DatalakeService): DatalakeVideo {
	return videoOf(subject, service);
}

/**
 * The video of that id.
 *
 * @throws Refusal when the account shows no such video
 */
export function videoOf(id: string, service: DatalakeService): DatalakeVideo {
	const video = service.account.find(id);
	if (video === undefined || !isShown(video, service)) throw notFound(`video ${id}`);
	return video;
}

/** A video as lists and reads show it. */
export function shownVideo(
	video: DatalakeVideo,
	{ origin }: DatalakeRequest,
	{ switches, files }: DatalakeService,
): object {
	const isReady = video.status === 'ready';
	return {
		[switches.videoIdField]: video.id,
		collection_id: video.collectionId,
		status: video.status,
		...(switches.showsCreationTime ? { created_at: new Date(video.createdAt).toISOString() } : {}),
		...(isReady ? { [switches.durationField]: videoDurationS } : {}),
		captured_at: video.capturedAt ?? null,
		location: video.location ?? null,
		source_url: isReady ? files.linkTo(origin, 'source', video.id) : null,
		metadata: video.metadata,
		error: video.error ?? null,
	};
}
