import { field, type Fields, type ValuesOf } from '../fields/field';
import { choice, number, yesOrNo } from '../fields/readers';
import { optionsField } from '../fields/uniqueId';
import { WAIT_OPTIONS } from './outputWhenParsed';

const callbackLocation = {
	displayName: 'Callback Location',
	name: 'callbackLocation',
	type: 'options' as const,
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
};

const DEFAULT_MAX_RETRIES = 3;

/** The choice whether links are signed. */
export const signCallbackField = field(
	{
		displayName: 'Sign Callback',
		name: 'signCallback',
		type: 'boolean',
		default: true,
		description:
			'Whether to add a signature to the callback URL, so that the Memories.ai Trigger can tell memories.ai from strangers',
	},
	(input, refuse) => yesOrNo(input, refuse) ?? true,
);

/** The choice to go on with what memories.ai has parsed. */
export const waitUntilParsedField = field(
	{
		displayName: 'Wait Until Parsed',
		name: 'waitUntilParsed',
		type: 'boolean',
		default: false,
		description:
			'Whether to go on only when memories.ai has parsed the video, which takes minutes and holds a slot of n8n meanwhile. Without it, a trigger hears of it.',
	},
	(input, refuse) => yesOrNo(input, refuse) ?? false,
);

/** The choices among the Options that every kind of upload has. */
const commonOptions = {
	callbackLocation: field(callbackLocation, (input, refuse) =>
		choice<'form' | 'query'>(callbackLocation)(input, refuse),
	),
	maxRetries: field(
		{
			displayName: 'Max Retries',
			name: 'maxRetries',
			type: 'number',
			typeOptions: { minValue: 0, maxValue: 10 },
			default: DEFAULT_MAX_RETRIES,
			description:
				'How often to send a video again after a request limit or a broken connection. A video that memories.ai may already have is never sent again.',
		},
		(input, refuse) => number({ min: 0, isInteger: true })(input, refuse) ?? DEFAULT_MAX_RETRIES,
	),
	signCallback: signCallbackField,
	waitUntilParsed: waitUntilParsedField,
	...WAIT_OPTIONS,
};

/** What is chosen among them. */
export type UploadOptions = ValuesOf<typeof commonOptions>;

/**
 * The collection of an upload's options.
 *
 * @param more what one kind of upload has besides
 */
export function uploadOptions<More extends Fields>(more: More) {
	return optionsField({ ...commonOptions, ...more });
}

const DEFAULT_UPLOAD_TIMEOUT_MINUTES = 60;
const DEFAULT_STALL_TIMEOUT_SECONDS = 120;

/** A time limit of which 0 means none, in its own unit. */
const timeLimit =
	(preset: number) =>
	(...[input, refuse]: Parameters<ReturnType<typeof number>>): number => {
		const limit = number({ min: 0 })(input, refuse) ?? preset;
		return limit === 0 ? Infinity : limit;
	};

/** The choices that only an upload from the workflow has: memories.ai sees to the others. */
export const transferOptions = {
	stallTimeout: field(
		{
			displayName: 'Stall Timeout',
			name: 'stallTimeout',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: DEFAULT_STALL_TIMEOUT_SECONDS,
			description: 'After how many seconds without progress to stop the upload. 0 for no limit.',
		},
		timeLimit(DEFAULT_STALL_TIMEOUT_SECONDS),
	),
	uploadTimeout: field(
		{
			displayName: 'Upload Timeout',
			name: 'uploadTimeout',
			type: 'number',
			typeOptions: { minValue: 0 },
			default: DEFAULT_UPLOAD_TIMEOUT_MINUTES,
			description:
				'After how many minutes to stop the upload of one video, with all retries and the pauses between them. 0 for no limit.',
		},
		timeLimit(DEFAULT_UPLOAD_TIMEOUT_MINUTES),
	),
};
