import { badParameter } from '../envelope';
import type { Endpoint } from './endpoint';
import { storeVideo } from './storeVideo';
import { uploadFormOf } from './uploadForm';

/** Upload a video file (v1.1 and v1.2 pages "Upload Video from File"). Every accepted upload makes a video. */
export const upload: Endpoint = (request, service) => {
	const { generation, body } = request;
	if (body.problem !== undefined) return generation.refused(badParameter(body.problem));
	const form = uploadFormOf(request, service.maxFileBytes);
	if (form === undefined) return generation.refused(badParameter("Required part 'file' is not present."));
	const refusal = generation.refusalOfUpload(form);
	if (refusal !== undefined) return generation.refused(badParameter(refusal));

	return generation.uploadSuccess(storeVideo(request, service, form, form.file));
};
