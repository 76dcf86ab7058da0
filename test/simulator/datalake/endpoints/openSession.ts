import type { DatalakeVideo } from '../account/records';
import type { UploadSession } from '../sessionHost/uploadSession';
import type { DatalakeService, Endpoint, EndpointAnswer } from './endpoint';
import { newVideo, uploadAnswer, videoMadeBefore } from './ingest';
import { jsonBodyOf } from './jsonObject';
import { uploadDetailsOf } from './uploadRequest';

/**
 * Open a session for the upload of a file in chunks (`POST /videos?upload=resumable`). The key of a finished upload
 * gets its video, without a session; that of an unfinished one goes on with it.
 */
export const openSession: Endpoint = (request, service) => {
	const { account, sessions, switches } = service;
	const details = uploadDetailsOf(jsonBodyOf(request), 'request body', service);
	const madeBefore = videoMadeBefore(details, service);
	if (madeBefore?.isFinalized) return uploadAnswer(madeBefore, 200, switches.uploadIdField);

	if (madeBefore !== undefined) {
		const former = switches.repeatedSession === 'same' ? sessions.latestFor(madeBefore.id) : undefined;
		const isAlive = former !== undefined && former.endedWith === undefined;
		return sessionAnswer(madeBefore, isAlive ? former : sessions.open(madeBefore.id), service);
	}
	account.requireBalance();
	const video = newVideo(details, service);
	account.allVideos.push(video);
	return sessionAnswer(video, sessions.open(video.id), service);
};

function sessionAnswer(
	{ id }: DatalakeVideo,
	session: UploadSession,
	{ sessions, switches }: DatalakeService,
): EndpointAnswer {
	const { uploadIdField, uploadUrl = sessions.addressOf(session), chunkSize } = switches;
	return { content: { [uploadIdField]: id, upload_url: uploadUrl, chunk_size: chunkSize } };
}
