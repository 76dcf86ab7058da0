import { callApi, type ApiAccess } from '../../../api/transport/request';
import type { Transfer } from '../../recovery/uploadOnce';
import { transferFailureOf } from '../TransferFailure';
import { acceptedVideo } from './acceptedVideo';
import { inTurn } from './ingestPlace';
import { videoRequest, type DatalakeVideo } from './videoRequest';
import { withTags } from './withTags';

/** memories.ai may fetch the video before it answers; after this time the request is sent again. */
const FETCH_TIMEOUT_MS = 10 * 60_000;

/**
 * The way of a video on the web into the Datalake.
 *
 * @param url where memories.ai fetches it. It may hold a signature, so it stays out of logs and errors
 * @param name of the file behind it
 */
export function fetchTransfer(api: ApiAccess, url: string, name: string, video: DatalakeVideo): Transfer {
	return {
		api,
		expected: { name, size: undefined, uniqueId: undefined },
		isRepeatable: true,
		async send(leftMs) {
			return await withTags(api, video, async (described) => {
				const data = await inTurn(api, leftMs, async (stillLeftMs) => {
					const timeoutMs = Math.min(FETCH_TIMEOUT_MS, stillLeftMs);
					const asking = callApi(
						{ ...api, timeoutMs, limitRetries: 0 },
						{
							method: 'POST',
							endpoint: '/videos',
							body: { ...videoRequest(described), source_url: url },
						},
					);
					return (await asking.catch(transferFailureOf)).data;
				});
				return acceptedVideo(data, described);
			});
		},
	};
}
