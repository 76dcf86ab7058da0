import type { IDataObject, INodeExecutionData } from 'n8n-workflow';
import type { ApiAccess } from '../../api/transport/request';
import type { UploadEntry, UploadOutput } from '../../state';
import { PartlyDoneError } from '../../texts/UserError';
import type { UploadedVideo } from '../../upload/recovery/uploadedVideo';
import { detailFields, type VideoDescription } from '../../upload/transfer/detailFields';
import type { FormField } from '../../upload/transfer/videoForm';
import { outputWhenParsed } from './outputWhenParsed';
import type { UploadOptions } from './uploadOptions';

/** What travels with a video. */
interface UploadParameters {
	fields: readonly FormField[];
	query: IDataObject;
}

/**
 * What is sent with a video besides the video.
 *
 * @param callbackUrl undefined for no callback
 */
export function uploadParameters(
	details: VideoDescription,
	callbackUrl: string | undefined,
	{ callbackLocation }: UploadOptions,
): UploadParameters {
	const fields = detailFields(details);
	if (callbackUrl === undefined) return { fields, query: {} };
	// Never in both places: the server joins doubled parameters with a comma.
	return callbackLocation === 'query'
		? { fields, query: { callback: callbackUrl } }
		: { fields: [['callback', callbackUrl], ...fields], query: {} };
}

/**
 * The output for an upload, which the ledger keeps for n8n's Retry On Fail.
 *
 * @param uploaded memories.ai's answer, and what the node knows of the video
 */
export function describeUpload(
	entry: UploadEntry,
	{ apiVersion }: ApiAccess,
	uploaded: UploadedVideo,
	reference: string | undefined,
): UploadOutput {
	const output = { ...uploaded, ...(reference === undefined ? {} : { reference }), apiVersion };
	entry.state = { kind: 'named', output };
	return output;
}

/**
 * The output items of an upload: at once, or when memories.ai has parsed the video. Whatever ends the waiting, the user
 * is told which video is uploaded, stored and paid for.
 */
export async function outputItems(
	output: UploadOutput,
	openApi: () => Promise<ApiAccess>,
	options: UploadOptions,
	uniqueId: string | undefined,
): Promise<INodeExecutionData[]> {
	if (!options.waitUntilParsed) return [{ json: output }];
	const { videoNo } = output;
	const waiting = openApi().then(async (api) => await outputWhenParsed(api, videoNo, options, uniqueId));
	const video = await waiting.catch((cause: unknown) => {
		throw new PartlyDoneError(cause, `The video is uploaded, its ID is ${videoNo}`, { videoNo });
	});
	return [{ json: { ...output, videoStatus: video.status ?? output.videoStatus, ...video } }];
}
