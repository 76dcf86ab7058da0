import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';
import { readAccount } from '../../api/account';
import { prepareCallbackUrl } from '../../callback/callbackUrl';
import type { FormField } from '../../upload/uploadForm';
import { folderIdFilter } from '../fields/folderId';
import { uniqueIdOption } from '../fields/uniqueId';
import { WAIT_OPTIONS, type WaitOptions } from './waiting';

/** The choices among the Options that every kind of upload has. */
export interface UploadOptions extends WaitOptions {
	callbackLocation?: 'form' | 'query';
	signCallback?: boolean;
	maxRetries?: number;
	waitUntilParsed?: boolean;
}

export const DEFAULT_MAX_RETRIES = 3;

export const callbackUrlField: INodeProperties = {
	displayName: 'Callback URL',
	name: 'callbackUrl',
	type: 'string',
	default: '',
	placeholder: 'e.g. https://n8n.example.com/webhook/1a2b3c',
	hint: 'The Production URL of a Memories.ai Trigger node, to get an event when the video is ready',
	description:
		'The address memories.ai calls when the status of the video changes. Leave it empty to upload without a callback.',
};

const VIDEO_DETAILS: INodeProperties[] = [
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
		...folderIdFilter,
		description: 'The memories.ai folder to put the video in. Defaults to the default folder. API v1.2 only.',
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
		...uniqueIdOption,
		description:
			'The part of your account the video belongs to, if you divide it into such parts. API v1.2 only.',
	},
];

const UPLOAD_OPTIONS: INodeProperties[] = [
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
		displayName: 'Wait Until Parsed',
		name: 'waitUntilParsed',
		type: 'boolean',
		default: false,
		description:
			'Whether to go on only when memories.ai has parsed the video, which takes minutes. Without it, a Memories.ai Trigger hears of it.',
	},
	...WAIT_OPTIONS,
];

/**
 * The collection of what can be said about a video.
 *
 * @param more what one kind of upload has besides
 */
export function additionalFields(...more: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Additional Fields',
		name: 'additionalFields',
		type: 'collection',
		placeholder: 'Add Field',
		default: {},
		options: sorted([...VIDEO_DETAILS, ...more]),
	};
}

/**
 * The collection of an upload's options.
 *
 * @param more what one kind of upload has besides
 */
export function uploadOptions(...more: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: 'options',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: sorted([...UPLOAD_OPTIONS, ...more]),
	};
}

function sorted(properties: INodeProperties[]): INodeProperties[] {
	return properties.sort((one, other) => one.displayName.localeCompare(other.displayName));
}

/**
 * The callback as a field of the request; empty when none is wanted.
 *
 * @throws NodeOperationError for a URL that memories.ai could not call
 */
export async function readCallback(
	context: IExecuteFunctions,
	itemIndex: number,
	reference: string,
	{ signCallback = true }: UploadOptions,
): Promise<FormField[]> {
	const account = await readAccount(context);
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
