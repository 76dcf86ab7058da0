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
	{ generation, apiKey, body, storing }: ApiRequest,
	{ ids, arrivals, world }: Service,
	parameters: UploadParameters,
	{ fileName, bytes, sha256 }: { fileName: string; bytes: number; sha256?: string },
): UploadAnswer {
	const video: Video = {
		videoNo: generation.videoNoPrefix + ids.digits18(),
		videoName: world.storedName(fileName),
		status: 'UNPARSE',
		uploadTime: arrivals.createTime(),
		size: bytes,
		version: generation.version,
		clientId: clientIdOf(apiKey),
		uniqueId: defaultUniqueId,
		callback: parameters.text('callback'),
		tags: [],
		isListed: false,
		fileName,
		...(sha256 === undefined ? {} : { sha256 }),
		fields: body.fields,
		...generation.uploadDetails(parameters),
	};
	const answer = {
		videoNo: video.videoNo,
		videoName: generation.videoNamePrefix + ids.hex32(),
		videoStatus: video.status,
		uploadTime: String(video.uploadTime),
	};
	arrivals.accept(video, storing);
	return answer;
}
