import type { INodeProperties } from 'n8n-workflow';

/** The parameters of the trigger. */
export const TRIGGER_FIELDS: INodeProperties[] = [
	{
		displayName:
			"Copy the <b>Production URL</b> from 'Webhook URLs' above into 'Callback URL' of the Memories.ai node that uploads your videos, and publish this workflow",
		name: 'callbackNotice',
		type: 'notice',
		default: '',
	},
	{
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
	},
	{
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
	},
	{
		displayName: 'Options',
		name: 'eventOptions',
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [
			{
				displayName: 'Include Body',
				name: 'includeBody',
				type: 'boolean',
				default: false,
				description: 'Whether to add what memories.ai sent, unchanged, to the event',
			},
			{
				displayName: 'Include Details',
				name: 'includeDetails',
				type: 'boolean',
				default: false,
				description:
					'Whether to ask memories.ai for the name, duration and size of the video and add them to the event',
			},
		],
	},
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
