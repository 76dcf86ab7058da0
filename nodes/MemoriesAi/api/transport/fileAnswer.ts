import type { IExecuteFunctions } from 'n8n-workflow';
import { exchange, optionsOf, type ApiAccess, type ApiRequest } from './request';

/** The bytes of an answer as they come in. */
export type FileStream = Exclude<Parameters<IExecuteFunctions['helpers']['prepareBinaryData']>[0], Buffer>;

/** What came back on a request for a file: the file, or a refusal, which its status and its first bytes tell. */
export interface FileAnswer {
	statusCode: number;
	headers: Record<string, unknown>;
	body: FileStream;
}

/** Packed bytes would have to be unpacked, and their number would not be the file's. */
const UNPACKED = { 'Accept-Encoding': 'identity' };

/**
 * Sends a request with the credential's key, and leaves the bytes of its answer in the connection. No redirect is followed.
 *
 * @throws ApiFailure when no answer comes
 */
export async function sendForFile(api: ApiAccess, request: ApiRequest): Promise<FileAnswer> {
	const options = optionsOf(api, request);
	return await exchange<FileAnswer>(api, {
		...options,
		headers: { ...options.headers, ...UNPACKED },
		encoding: 'stream',
	});
}

/**
 * Asks for a file at an address of its own, which is not memories.ai's API: without the key, and without following a
 * redirect.
 *
 * @throws whatever n8n's HTTP layer throws when no answer comes
 */
export async function getFile(
	{ context, timeoutMs, abortSignal }: ApiAccess,
	address: string,
): Promise<FileAnswer> {
	return (await context.helpers.httpRequest({
		method: 'GET',
		url: address,
		headers: { Accept: '*/*', ...UNPACKED },
		encoding: 'stream',
		timeout: timeoutMs,
		...(abortSignal === undefined ? {} : { abortSignal }),
		disableFollowRedirect: true,
		ignoreHttpStatusErrors: true,
		returnFullResponse: true,
	})) as FileAnswer;
}
