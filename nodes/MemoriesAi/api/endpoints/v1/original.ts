import { readEnvelope } from '../../transport/envelope';
import type { ApiAccess } from '../../transport/request';
import { withoutUndefined } from '../../vocabulary/answerValues';
import type { FilePlace } from '../endpoints';

/**
 * Where the original of a video is. Source: v1.2 page "Download Video", by which a file and a refusal both come with HTTP
 * 200, and a refusal is JSON.
 *
 * @param uniqueId the part of a divided account that the video is in
 */
export async function findOriginal(_api: ApiAccess, videoNo: string, uniqueId?: string): Promise<FilePlace> {
	return {
		kind: 'request',
		request: {
			method: 'POST',
			endpoint: 'download',
			body: withoutUndefined({ video_no: videoNo, unique_id: uniqueId }),
			answerFormat: { accept: 'application/octet-stream, application/json', read: readEnvelope },
		},
	};
}
