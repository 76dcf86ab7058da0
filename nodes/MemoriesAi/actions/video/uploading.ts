import type { IDataObject, IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { withNote, type NodeError } from '../../api/errors';
import type { ApiAccess } from '../../api/request';
import { finishedUpload, rememberUpload } from '../../upload/finishedUploads';
import type { UploadedVideo } from '../../upload/uploadedVideo';
import type { FormField } from '../../upload/uploadForm';
import { readVideoDetails } from '../../upload/videoDetails';
import { asNodeError } from '../itemErrors';
import { fieldText } from '../fields/text';
import type { OpenApi, Operation } from '../operation';
import { readCallback, type UploadOptions } from './uploadFields';
import { outputWhenParsed } from './waiting';

/** What the user says about the upload of one item. */
interface UploadWishes {
	/** The node's Additional Fields. */
	details: IDataObject;
	options: UploadOptions;
}

/** What travels with a video. */
interface UploadParameters {
	fields: readonly FormField[];
	query: IDataObject;
}

/**
 * Reads and checks where the video comes from, without sending anything, and gives back what sends it.
 *
 * @throws NodeOperationError when it is no video that memories.ai would take
 */
type PrepareUpload = (
	context: IExecuteFunctions,
	itemIndex: number,
	wishes: UploadWishes,
) => Promise<(api: ApiAccess, parameters: UploadParameters) => Promise<UploadedVideo>>;

/** What every kind of upload does besides sending: check, not send twice, describe, wait. */
export function executeUpload(prepare: PrepareUpload): Operation['execute'] {
	return async (context, itemIndex, openApi) => {
		const wishes: UploadWishes = {
			details: context.getNodeParameter('additionalFields', itemIndex, {}),
			options: context.getNodeParameter('options', itemIndex, {}),
		};
		const uploaded =
			finishedUpload(context, itemIndex) ?? (await upload(context, itemIndex, openApi, prepare, wishes));
		if (wishes.options.waitUntilParsed !== true) return [uploaded];
		return [await parsed(context, itemIndex, openApi, uploaded, wishes)];
	};
}

async function upload(
	context: IExecuteFunctions,
	itemIndex: number,
	openApi: OpenApi,
	prepare: PrepareUpload,
	wishes: UploadWishes,
): Promise<INodeExecutionData> {
	const { details, options } = wishes;
	const reference = fieldText(details.reference);
	const callback = await readCallback(context, itemIndex, reference, options);
	const send = await prepare(context, itemIndex, wishes);
	const api = await openApi();
	const fields = readVideoDetails(context.getNode(), itemIndex, api.apiVersion, details);
	const uploaded = await send(
		api,
		options.callbackLocation === 'query'
			? { fields, query: Object.fromEntries(callback) }
			: { fields: [...callback, ...fields], query: {} },
	);
	const result: INodeExecutionData = {
		json: {
			...uploaded,
			...(reference === '' ? {} : { reference }),
			apiVersion: api.apiVersion,
		},
	};
	rememberUpload(context, itemIndex, result);
	return result;
}

/** Whatever ends the waiting, the user is told which video is uploaded, stored and paid for. */
async function parsed(
	context: IExecuteFunctions,
	itemIndex: number,
	openApi: OpenApi,
	{ json }: INodeExecutionData,
	{ details, options }: UploadWishes,
): Promise<INodeExecutionData> {
	const videoNo = fieldText(json.videoNo);
	try {
		const uniqueId = fieldText(details.uniqueId) || undefined;
		const video = await outputWhenParsed(context, itemIndex, await openApi(), videoNo, options, uniqueId);
		return { json: { ...json, videoStatus: video.status ?? json.videoStatus, ...video } };
	} catch (cause) {
		const error: NodeError = asNodeError(context.getNode(), cause, itemIndex);
		error.context.videoNo = videoNo;
		if (!error.message.includes(videoNo)) error.message += `, video ${videoNo} is uploaded`;
		throw withNote(error, `The video is uploaded, its ID is ${videoNo}`);
	}
}
