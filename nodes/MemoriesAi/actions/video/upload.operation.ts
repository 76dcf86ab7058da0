import type { IExecuteFunctions, INodeExecutionData, INodeProperties } from 'n8n-workflow';
import { readAccount, type ApiAccount } from '../../api/account';
import { prepareCallbackUrl } from '../../callback/callbackUrl';
import { checkContent } from '../../upload/checkContent';
import { checkVideo } from '../../upload/checkVideo';
import { finishedUpload, rememberUpload } from '../../upload/finishedUploads';
import type { VideoUpload } from '../../upload/sendUpload';
import type { FormField } from '../../upload/uploadForm';
import { uploadVideo } from '../../upload/uploadVideo';
import { readVideoDetails } from '../../upload/videoDetails';
import { describeVideoFile } from '../../upload/videoFile';
import { openVideoSource } from '../../upload/videoSource';
import type { OpenApi, Operation } from '../operation';

interface UploadOptions {
	callbackLocation?: 'form' | 'query';
	signCallback?: boolean;
	/** In minutes. */
	uploadTimeout?: number;
	/** In seconds. */
	stallTimeout?: number;
	maxRetries?: number;
}

const DEFAULT_UPLOAD_TIMEOUT_MINUTES = 60;
const DEFAULT_STALL_TIMEOUT_SECONDS = 120;
const DEFAULT_MAX_RETRIES = 3;

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
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/1a2b3c',
		hint: 'The Production URL of a Memories.ai Trigger node, to get an event when the video is ready',
		description:
			'The address memories.ai calls when the status of the video changes. Leave it empty to upload without a callback.',
	},
	{
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: [
			{
				displayName: 'Camera Model',
				name: 'cameraModel',
				type: 'string',
				default: '',
				placeholder: 'e.g. GoPro HERO12',
				description: 'The camera the video was taken with, up to 200 characters. API v1.2 only.',
			},
			{
				displayName: 'Date Taken',
				name: 'datetimeTaken',
				type: 'dateTime',
				default: '',
				description:
					'When the video was taken, in any ISO 8601 form. Sent as it reads, without its time zone. API v1.2 only.',
			},
			{
				displayName: 'File Name',
				name: 'fileName',
				type: 'string',
				default: '',
				placeholder: 'e.g. interview.mp4',
				description:
					'The name to give the video, with its extension. Defaults to the name of the incoming file.',
			},
			{
				displayName: 'Folder ID',
				name: 'folderId',
				type: 'string',
				default: '',
				placeholder: 'e.g. 568102998803353600',
				description:
					'The memories.ai folder to put the video in. Defaults to the default folder. API v1.2 only.',
			},
			{
				displayName: 'Keep Original Video',
				name: 'retainOriginalVideo',
				type: 'boolean',
				default: true,
				description: 'Whether memories.ai keeps the original file after processing it. API v1.2 only.',
			},
			{
				displayName: 'Latitude',
				name: 'latitude',
				type: 'number',
				typeOptions: { numberPrecision: 6, minValue: -90, maxValue: 90 },
				default: 0,
				description: 'Where the video was taken, in decimal degrees. Needs a longitude too. API v1.2 only.',
			},
			{
				displayName: 'Longitude',
				name: 'longitude',
				type: 'number',
				typeOptions: { numberPrecision: 6, minValue: -180, maxValue: 180 },
				default: 0,
				description: 'Where the video was taken, in decimal degrees. Needs a latitude too. API v1.2 only.',
			},
			{
				displayName: 'Reference',
				name: 'reference',
				type: 'string',
				default: '',
				placeholder: 'e.g. order-4711',
				description:
					'A word of your own, such as a file ID. It comes back in the output here and in the event of the Memories.ai Trigger.',
			},
			{
				displayName: 'Tags',
				name: 'tags',
				type: 'string',
				default: '',
				placeholder: 'e.g. interview, berlin',
				description: 'Up to 20 tags, separated by commas. API v1.2 only.',
			},
			{
				displayName: 'Transcription Prompt',
				name: 'videoTranscriptionPrompt',
				type: 'string',
				typeOptions: { rows: 3 },
				default: '',
				placeholder: 'e.g. Describe what the people on stage do',
				description: 'What memories.ai should look for when it describes the video. API v1.2 only.',
			},
			{
				displayName: 'Unique ID',
				name: 'uniqueId',
				type: 'string',
				default: '',
				placeholder: 'e.g. default',
				description:
					'The part of your account the video belongs to, if you divide it into such parts. API v1.2 only.',
			},
		],
	},
	{
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Callback Location',
				name: 'callbackLocation',
				type: 'options',
				default: 'form',
				description: 'Where the callback URL travels in the upload. Change it only if no callbacks arrive.',
				options: [
					{
						name: 'Form Field',
						value: 'form',
						description: 'Next to the video, as the examples of memories.ai do',
					},
					{ name: 'Query Parameter', value: 'query', description: 'In the address of the request' },
				],
			},
			{
				displayName: 'Max Retries',
				name: 'maxRetries',
				type: 'number',
				typeOptions: { minValue: 0, maxValue: 10 },
				default: DEFAULT_MAX_RETRIES,
				description:
					'How often to send a video again after a request limit or a broken connection. A video that memories.ai may already have is never sent again.',
			},
			{
				displayName: 'Sign Callback',
				name: 'signCallback',
				type: 'boolean',
				default: true,
				description:
					'Whether to add a signature to the callback URL, so that the Memories.ai Trigger can tell memories.ai from strangers',
			},
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
		],
	},
];

async function execute(
	context: IExecuteFunctions,
	itemIndex: number,
	openApi: OpenApi,
): Promise<INodeExecutionData[]> {
	const finished = finishedUpload(context, itemIndex);
	if (finished !== undefined) return [finished];

	const node = context.getNode();
	const binaryPropertyName = context.getNodeParameter('binaryPropertyName', itemIndex);
	const additionalFields = context.getNodeParameter('additionalFields', itemIndex, {});
	const options = context.getNodeParameter('options', itemIndex, {}) as UploadOptions;
	const reference = textOf(additionalFields.reference);

	const account = await readAccount(context);
	const binary = context.helpers.assertBinaryData(itemIndex, binaryPropertyName);
	const video = describeVideoFile(binary, textOf(additionalFields.fileName));
	const source = await openVideoSource(context.helpers, binary);
	const callbackFields = readCallback(context, itemIndex, account, reference, options);

	// Whatever is wrong in both API versions is found without asking the server which one it speaks.
	checkVideo(node, itemIndex, 'v1.1', video, source.size);
	await checkContent(node, itemIndex, video, source);
	const api = await openApi();
	const { apiVersion } = api;
	checkVideo(node, itemIndex, apiVersion, video, source.size);
	const details = readVideoDetails(node, itemIndex, apiVersion, additionalFields);

	const isInQuery = options.callbackLocation === 'query';
	const upload: VideoUpload = {
		api,
		video,
		source,
		fields: isInQuery ? details : [...callbackFields, ...details],
		query: isInQuery ? Object.fromEntries(callbackFields) : {},
		limits: {
			uploadTimeoutMs: (options.uploadTimeout ?? DEFAULT_UPLOAD_TIMEOUT_MINUTES) * 60_000,
			stallTimeoutMs: (options.stallTimeout ?? DEFAULT_STALL_TIMEOUT_SECONDS) * 1000,
		},
	};
	const uploaded = await uploadVideo(context, itemIndex, upload, options.maxRetries ?? DEFAULT_MAX_RETRIES);
	const result: INodeExecutionData = {
		json: {
			...uploaded,
			...video,
			fileSize: source.size,
			...(reference === '' ? {} : { reference }),
			apiVersion,
		},
	};
	rememberUpload(context, itemIndex, result);
	return [result];
}

/** A field's text; an expression may make it a number. */
function textOf(value: unknown): string {
	return typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
}

/** The callback as a field of the request; empty when none is wanted. */
function readCallback(
	context: IExecuteFunctions,
	itemIndex: number,
	account: ApiAccount,
	reference: string,
	{ signCallback = true }: UploadOptions,
): FormField[] {
	const url = (context.getNodeParameter('callbackUrl', itemIndex, '') as string).trim();
	if (url === '') return [];
	const prepared = prepareCallbackUrl(context.getNode(), itemIndex, {
		url,
		reference,
		signingKey: signCallback ? account.apiKey : undefined,
		apiBaseUrl: account.baseUrl,
	});
	return [['callback', prepared]];
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
