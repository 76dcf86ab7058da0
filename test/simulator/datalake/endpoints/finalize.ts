import { notFound, refused } from '../refusal';
import type { Endpoint } from './endpoint';
import { ingest, uploadAnswer, videoMadeBefore } from './ingest';

/**
 * Begin with the video of a resumable upload (`POST /videos/{id}:finalize`). Refused while bytes are missing; sent
 * again, it is answered again; where the upload's key has made a video elsewhere, with that one.
 */
export const finalize: Endpoint = (request, service) => {
	const { account, sessions, switches } = service;
	const video = account.find(request.subject);
	if (video === undefined) throw notFound(`video ${request.subject}`);
	const madeBefore = video.isFinalized ? video : videoMadeBefore(video, service);
	if (madeBefore?.isFinalized) {
		return uploadAnswer(madeBefore, switches.acceptedStatus, switches.uploadIdField);
	}

	const session = sessions.latestFor(video.id);
	if (session?.sha256 === undefined) {
		throw refused(
			switches.earlyFinalizeStatus,
			'upload_incomplete',
			`The upload is not complete: ${session?.keptBytes ?? 0} bytes received.`,
		);
	}
	const answer = ingest(video, request, service);
	video.bytes = session.keptBytes;
	video.sha256 = session.sha256;
	return answer;
};
