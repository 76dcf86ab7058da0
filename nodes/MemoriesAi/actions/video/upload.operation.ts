import type { IBinaryData, IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { inputError } from '../../api/errors';
import { checkContent } from '../../upload/checkContent';
import { checkVideo } from '../../upload/checkVideo';
import { uploadVideo } from '../../upload/uploadVideo';
import { describeVideoFile } from '../../upload/videoFile';
import { openVideoSource } from '../../upload/videoSource';
import { fieldText } from '../fields/text';
import type { Operation } from '../operation';
import {
	additionalFields,
	callbackUrlField,
	DEFAULT_MAX_RETRIES,
	uploadOptions,
	type UploadOptions,
} from './uploadFields';
import { executeUpload } from './uploading';

interface FileUploadOptions extends UploadOptions {
	/** In minutes. */
	uploadTimeout?: number;
	/** In seconds. */
	stallTimeout?: number;
}

const DEFAULT_UPLOAD_TIMEOUT_MINUTES = 60;
const DEFAULT_STALL_TIMEOUT_SECONDS = 120;

/** From here on, a video in memory may cost an n8n of the usual size its life. */
const LARGE_IN_MEMORY_BYTES = 100 * 1024 ** 2;

const fields: INodeProperties[] = [
	{
		displayName: 'Input Data Field Name',
		name: 'binaryPropertyName',
		type: 'string',
		default: 'data',
		required: true,
		placeholder: 'e.g. data',
		hint: 'The name of the input field that holds the video file',
		description:
			'The name of the field in the incoming item that holds the video, as a step before has filled it',
	},
	callbackUrlField,
	additionalFields({
		displayName: 'File Name',
		name: 'fileName',
		type: 'string',
		default: '',
		placeholder: 'e.g. interview.mp4',
		description: 'The name to give the video, with its extension. Defaults to the name of the incoming file.',
	}),
	uploadOptions(
		{
			displayName: 'Stall Timeout',
			name: 'stallTimeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: DEFAULT_STALL_TIMEOUT_SECONDS,
			description: 'After how many seconds without progress to stop the upload',
		},
		{
			displayName: 'Upload Timeout',
			name: 'uploadTimeout',
			type: 'number',
			typeOptions: { minValue: 1 },
			default: DEFAULT_UPLOAD_TIMEOUT_MINUTES,
			description: 'After how many minutes to stop the upload of one video',
		},
	),
];

const execute = executeUpload(async (context, itemIndex, { details }) => {
	const node = context.getNode();
	const options = context.getNodeParameter('options', itemIndex, {}) as FileUploadOptions;
	const binaryPropertyName = context.getNodeParameter('binaryPropertyName', itemIndex);
	const binary = videoOf(context, itemIndex, binaryPropertyName);
	const video = describeVideoFile(binary, fieldText(details.fileName));
	const source = await openVideoSource(context.helpers, binary);
	// Whatever is wrong in both API versions is found without asking the server which one it speaks.
	checkVideo(node, itemIndex, 'v1.1', video, source.size);
	await checkContent(node, itemIndex, video, source);
	if (binary.id === undefined && source.size > LARGE_IN_MEMORY_BYTES) {
		context.addExecutionHints({
			message:
				'This n8n keeps files in memory, where large videos can make it stop. Set N8N_DEFAULT_BINARY_DATA_MODE=filesystem on it',
			type: 'warning',
			location: 'outputPane',
		});
	}

	return async (api, parameters) => {
		checkVideo(node, itemIndex, api.apiVersion, video, source.size);
		const limits = {
			uploadTimeoutMs: (options.uploadTimeout ?? DEFAULT_UPLOAD_TIMEOUT_MINUTES) * 60_000,
			stallTimeoutMs: (options.stallTimeout ?? DEFAULT_STALL_TIMEOUT_SECONDS) * 1000,
		};
		const upload = { api, video, source, ...parameters, limits };
		const uploaded = await uploadVideo(context, itemIndex, upload, options.maxRetries ?? DEFAULT_MAX_RETRIES);
		return { ...uploaded, ...video, fileSize: source.size };
	};
});

/** n8n's own error for a field without a file does not tell which fields have one. */
function videoOf(context: IExecuteFunctions, itemIndex: number, fieldName: string): IBinaryData {
	try {
		return context.helpers.assertBinaryData(itemIndex, fieldName);
	} catch {
		const names = Object.keys(context.getInputData()[itemIndex]?.binary ?? {}).map((name) => `'${name}'`);
		throw inputError(
			context.getNode(),
			itemIndex,
			`'Input Data Field Name': the item has no file in '${fieldName}'`,
			names.length > 0
				? `Enter the field that holds the video. This item has files in ${names.join(', ')}`
				: 'The item has no file at all. Put a step before this one that downloads or reads the video',
		);
	}
}

/** Sends a video from the workflow to memories.ai. */
export const uploadOperation: Operation = {
	option: {
		name: 'Upload',
		value: 'upload',
		action: 'Upload video',
		description: 'Upload a video file from the workflow to memories.ai',
	},
	apiVersions: ['v1.2', 'v1.1'],
	lastingEffect: 'Uploaded',
	fields,
	execute,
};
