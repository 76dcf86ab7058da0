import { parse } from 'node:path';
import { clientIdOf } from '../accounts';
import { badParameter } from '../envelope';
import { defaultUniqueId, type Video } from '../videoLibrary';
import type { ApiRequest, Endpoint, Service } from './endpoint';
import { uploadFormOf, type UploadForm } from './uploadForm';

/** Upload a video file (v1.1 and v1.2 pages "Upload Video from File"). Every accepted upload makes a video. */
export const upload: Endpoint = (request, service) => {
	const { generation, body } = request;
	if (body.problem !== undefined) return generation.refused(badParameter(body.problem));
	const form = uploadFormOf(request, service.maxFileBytes);
	if (form === undefined) return generation.refused(badParameter("Required part 'file' is not present."));
	const refusal = generation.refusalOfUpload(form);
	if (refusal !== undefined) return generation.refused(badParameter(refusal));

	const video = newVideo(form, request, service);
	service.videos.add(video);
	service.onUploaded(video);
	return generation.uploadSuccess({
		videoNo: video.videoNo,
		videoName: generation.videoNamePrefix + service.ids.hex32(),
		videoStatus: video.status,
		uploadTime: String(video.uploadTime),
	});
};

function newVideo(form: UploadForm, { generation, apiKey }: ApiRequest, { ids, dateNow }: Service): Video {
	return {
		videoNo: generation.videoNoPrefix + ids.digits18(),
		videoName: parse(form.file.fileName).name,
		status: 'UNPARSE',
		uploadTime: dateNow(),
		size: form.file.bytes,
		version: generation.version,
		clientId: clientIdOf(apiKey),
		uniqueId: defaultUniqueId,
		callback: form.text('callback'),
		tags: [],
		...generation.uploadDetails(form),
	};
}
