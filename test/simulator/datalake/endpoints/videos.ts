import { pageOf } from '../paging';
import type { Endpoint } from './endpoint';
import { jsonBodyOf } from './jsonObject';
import { metadataOf } from './metadata';
import { addressedVideo, isShown, shownVideo } from './shownVideo';

/** The account's videos (`GET /videos`), filtered by `collection_id`, `status` and `tag`; free. */
export const listVideos: Endpoint = (request, service) => {
	const { query } = request;
	const { account, switches } = service;
	const collectionId = query.get('collection_id');
	if (collectionId !== null) account.collection(collectionId);
	const status = query.get('status');
	const tag = query.get('tag');
	const matching = account.allVideos.filter(
		(video) =>
			isShown(video, service) &&
			(collectionId === null || video.collectionId === collectionId) &&
			(status === null || video.status === status) &&
			(tag === null || (video.metadata.tags ?? []).includes(tag)),
	);
	const { items, next_cursor } = pageOf(matching, query, switches);
	return { content: { videos: items.map((video) => shownVideo(video, request, service)), next_cursor } };
};

/** One video (`GET /videos/{id}`); free. */
export const getVideo: Endpoint = (request, service) => ({
	content: shownVideo(addressedVideo(request, service), request, service),
});

/** Changes a video's metadata (`PATCH /videos/{id}`): each key that is given takes the place of the former; free. */
export const patchVideo: Endpoint = (request, service) => {
	const video = addressedVideo(request, service);
	video.metadata = { ...video.metadata, ...metadataOf(jsonBodyOf(request).metadata) };
	return { content: shownVideo(video, request, service) };
};

/** Deletes a video (`DELETE /videos/{id}`); free. */
export const deleteVideo: Endpoint = (request, service) => {
	const video = addressedVideo(request, service);
	service.account.delete(video);
	return service.switches.deleteAnswer === 'empty'
		? { status: 204, content: undefined }
		: { content: { [service.switches.videoIdField]: video.id, deleted: true } };
};
