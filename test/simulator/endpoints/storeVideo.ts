import { parse } from 'node:path';
import { clientIdOf } from '../accounts';
import { defaultUniqueId, type Video } from '../videoLibrary';
import type { ApiRequest, Service } from './endpoint';
import type { UploadParameters } from './uploadForm';

/** What both kinds of upload answer with (v1.1 and v1.2 pages "Upload Video from File"). */
export interface UploadAnswer {
	videoNo: string;
	videoName: string;
	videoStatus: string;
	/** Milliseconds since 1970. */
	uploadTime: string;
}

/** Makes a new video of an accepted upload, and says what to answer. */
export function storeVideo(
	{ generation, apiKey }: ApiRequest,
	{ ids, dateNow, videos, onUploaded }: Service,
	parameters: UploadParameters,
	{ fileName, bytes }: { fileName: string; bytes: number },
): UploadAnswer {
	const video: Video = {
		videoNo: generation.videoNoPrefix + ids.digits18(),
		videoName: parse(fileName).name,
		status: 'UNPARSE',
		uploadTime: dateNow(),
		size: bytes,
		version: generation.version,
		clientId: clientIdOf(apiKey),
		uniqueId: defaultUniqueId,
		callback: parameters.text('callback'),
		tags: [],
		...generation.uploadDetails(parameters),
	};
	videos.add(video);
	onUploaded(video);
	return {
		videoNo: video.videoNo,
		videoName: generation.videoNamePrefix + ids.hex32(),
		videoStatus: video.status,
		uploadTime: String(video.uploadTime),
	};
}
