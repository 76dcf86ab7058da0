import type { INodeProperties } from 'n8n-workflow';

/** The events that start the workflow. */
export const TRIGGER_ON: INodeProperties = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions',
	required: true,
	default: ['parsed'],
	options: [
		{
			name: 'Any Event',
			value: 'all',
			description: 'Every call, also with a status that memories.ai may add later',
		},
		{
			name: 'Import Task Updated',
			value: 'task',
			description: 'An import from a platform, creator or hashtag has moved on',
		},
		{
			name: 'Video Failed',
			value: 'failed',
			description: 'The video could not be processed',
		},
		{
			name: 'Video Parsed',
			value: 'parsed',
			description: 'The video is processed and can be searched, summarized and asked about',
		},
		{
			name: 'Video Unparsed',
			value: 'unparsed',
			description: 'The video is stored but not yet processed',
		},
	],
};

/** What a call must show. */
export const CALLBACK_CHECK: INodeProperties = {
	displayName: 'Callback Check',
	name: 'callbackCheck',
	type: 'options',
	default: 'signedOrConfirmed',
	description: 'Which calls may start the workflow. Anyone who knows the URL can call it.',
	options: [
		{
			name: 'Any',
			value: 'any',
			description: 'Every call that can be read, whoever it comes from',
		},
		{
			name: 'Signed',
			value: 'signed',
			description: 'Calls to a URL that the Memories.ai node has signed with the same API key',
		},
		{
			name: 'Signed or Confirmed',
			value: 'signedOrConfirmed',
			description: 'Signed calls, and others once memories.ai confirms that your account has the video',
		},
	],
};

export const CONFIRM_STATUS: INodeProperties = {
	displayName: 'Confirm Status',
	name: 'confirmStatus',
	type: 'boolean',
	default: false,
	description:
		'Whether to ask memories.ai about signed calls as well, and to report its status. Calls that come while it does not answer are lost.',
};

export const INCLUDE_BODY: INodeProperties = {
	displayName: 'Include Body',
	name: 'includeBody',
	type: 'boolean',
	default: false,
	description: 'Whether to add what memories.ai sent, unchanged, to the event',
};

export const INCLUDE_DETAILS: INodeProperties = {
	displayName: 'Include Details',
	name: 'includeDetails',
	type: 'boolean',
	default: false,
	description:
		'Whether to ask memories.ai for the name, duration and size of the video, or for the videos of the import task, and add them to the event',
};

/** For how long a signed link counts unless the user says otherwise. */
export const DEFAULT_DAYS = 30;

export const LINKS_GOOD_FOR: INodeProperties = {
	displayName: 'Links Are Good For',
	name: 'linksGoodFor',
	type: 'number',
	typeOptions: { minValue: 0 },
	default: DEFAULT_DAYS,
	description: 'For how many days a signed URL counts after the upload. Later calls to it count as unsigned.',
};

export const UNIQUE_ID: INodeProperties = {
	displayName: 'Unique ID',
	name: 'uniqueId',
	type: 'string',
	default: '',
	placeholder: 'e.g. default',
	description:
		'The part of your account in which to look for the videos of unsigned calls, if you divide it into such parts. API v1.2 only.',
};

/** What a trigger may be told besides. */
export const OPTIONS: INodeProperties = {
	displayName: 'Options',
	name: 'eventOptions',
	type: 'collection',
	placeholder: 'Add Option',
	default: {},
	options: [CONFIRM_STATUS, INCLUDE_BODY, INCLUDE_DETAILS, LINKS_GOOD_FOR, UNIQUE_ID],
};

/** The parameters of the trigger. */
export const TRIGGER_FIELDS: INodeProperties[] = [
	{
		displayName:
			"Copy the <b>Production URL</b> from 'Webhook URLs' above into 'Callback URL' of the Memories.ai node that uploads your videos, and publish this workflow. Where memories.ai cannot reach your n8n, use the <b>Memories.ai Polling Trigger</b> instead",
		name: 'callbackNotice',
		type: 'notice',
		default: '',
	},
	TRIGGER_ON,
	CALLBACK_CHECK,
	OPTIONS,
	{
		// n8n reads this very parameter of nodes of version 1, and of no other, before it parses a request, and leaves
		// the body alone when it is set. The trigger then reads it itself: n8n would answer 422, with a line of error
		// in its log, to a broken body and to any character set that Node's Buffer does not know, such as ISO-8859-1.
		displayName: 'Raw Body',
		name: 'options',
		type: 'hidden',
		default: { binaryData: true },
	},
];
