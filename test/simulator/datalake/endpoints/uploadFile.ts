import { invalid, refused } from '../refusal';
import type { DatalakeRequest, Endpoint } from './endpoint';
import { ingest, newVideo, uploadAnswer, videoMadeBefore } from './ingest';
import { isObject, type JsonObject } from './jsonObject';
import { uploadDetailsOf } from './uploadRequest';

/** Upload a file in one request (`POST /videos`, multipart): the parts `json` and `file`. */
export const uploadFile: Endpoint = (request, service) => {
	const { account, switches } = service;
	const { problem, files } = request.body;
	if (problem !== undefined) throw invalid(problem);
	const details = uploadDetailsOf(jsonPartOf(request), 'json part', service);
	const file = files.find(({ fieldName }) => fieldName === 'file');
	if (file === undefined) throw invalid('file part is required');

	const madeBefore = videoMadeBefore(details, service);
	if (madeBefore?.isFinalized) return uploadAnswer(madeBefore, 200, switches.uploadIdField);
	account.requireBalance();
	const { fileName, bytes, sha256 } = file;
	if (bytes > (switches.maxMultipartBytes ?? Infinity)) {
		throw refused(413, 'payload_too_large', 'The file is too large for one request. Use a resumable upload.');
	}
	return ingest({ ...newVideo(details, service), fileName, bytes, sha256 }, request, service);
};

function jsonPartOf({ body }: DatalakeRequest): JsonObject {
	if (!isObject(body.json)) throw invalid('json part is not valid JSON');
	return body.json;
}
