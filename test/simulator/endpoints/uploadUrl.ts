import { badParameter } from '../envelope';
import type { Endpoint } from './endpoint';
import { storeVideo } from './storeVideo';
import { uploadParametersOf } from './uploadForm';

/**
 * Upload a video from a URL (v1.1 and v1.2 pages "Upload Video from URL"): an urlencoded form. Nothing is fetched; the
 * size stays 0.
 */
export const uploadUrl: Endpoint = (request, service) => {
	const { generation } = request;
	const parameters = uploadParametersOf(request);
	const url = parameters.text('url');
	if (url === undefined) {
		return generation.refused(badParameter("Required parameter 'url' is not present."));
	}
	if (!URL.canParse(url)) return generation.refused(badParameter('url: is not a URL'));
	const refusal = generation.refusalOfParameters(parameters);
	if (refusal !== undefined) return generation.refused(badParameter(refusal));

	const fileName = decodeURIComponent(new URL(url).pathname);
	return generation.urlUploadSuccess(storeVideo(request, service, parameters, { fileName, bytes: 0 }));
};
