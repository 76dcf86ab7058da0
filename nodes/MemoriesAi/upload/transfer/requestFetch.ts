import type { IDataObject } from 'n8n-workflow';
import { callApi, type ApiAccess } from '../../api/transport/request';
import { transferFailureOf } from './TransferFailure';
import type { FormField } from './videoForm';

/** Everything one request to fetch a video needs, checked beforehand. */
export interface VideoFetch {
	api: ApiAccess;
	/** Where memories.ai fetches the video. It may hold a signature, so it stays out of logs and errors. */
	url: string;
	fields: readonly FormField[];
	query: IDataObject;
}

/** memories.ai fetches the video before it answers. Source: "Upload Video from URL" page. */
const FETCH_TIMEOUT_MS = 600_000;

/**
 * Asks memories.ai, in one request, to fetch a video from an address.
 *
 * @returns the `data` of the answer
 * @throws TransferFailure when memories.ai refuses or does not answer
 */
export async function requestFetch({ api, url, fields, query }: VideoFetch): Promise<unknown> {
	const form = new URLSearchParams({ url });
	for (const [name, value] of fields) form.append(name, value);
	const asking = callApi(
		{ ...api, timeoutMs: FETCH_TIMEOUT_MS, limitRetries: 0 },
		{ method: 'POST', endpoint: 'upload_url', query, body: form },
	);
	return (await asking.catch(transferFailureOf)).data;
}
