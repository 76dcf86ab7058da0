import type {
	ICredentialDataDecryptedObject,
	ICredentialTestRequest,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';
import { endpointPath } from '../nodes/MemoriesAi/api/vocabulary/apiVersion';
import {
	KIND_BY_CODE,
	PATH_NOT_SERVED_CODE,
	PATH_NOT_SERVED_HTTP_STATUSES,
} from '../nodes/MemoriesAi/api/vocabulary/refusals';
import type { FailureKind } from '../nodes/MemoriesAi/api/vocabulary/failureKinds';
import { FAILURE_TEXTS } from '../nodes/MemoriesAi/texts/failureTexts';

const messageOf = (kind: FailureKind) => `${FAILURE_TEXTS[kind].message}. ${FAILURE_TEXTS[kind].cure}`;

export class MemoriesAiApi implements ICredentialType {
	name = 'memoriesAiApi';

	displayName = 'Memories.ai API';

	icon: Icon = {
		light: 'file:../nodes/MemoriesAi/memoriesAi.svg',
		dark: 'file:../nodes/MemoriesAi/memoriesAi.dark.svg',
	};

	documentationUrl = 'https://github.com/n8n-nodes-memories-ai/n8n-nodes-memories-ai#credential';

	properties: INodeProperties[] = [
		{
			displayName: 'API Key',
			name: 'apiKey',
			type: 'string',
			typeOptions: { password: true },
			default: '',
			required: true,
			placeholder: 'e.g. sk-mavi-...',
			description: 'The key from your memories.ai account',
		},
		{
			displayName: 'Base URL',
			name: 'baseUrl',
			type: 'string',
			default: 'https://api.memories.ai',
			required: true,
			description: 'Change it only when you reach memories.ai through a proxy of your own',
		},
		{
			displayName: 'API Version',
			name: 'apiVersion',
			type: 'options',
			default: 'auto',
			description: 'The version of the memories.ai API that your account works with',
			options: [
				{
					name: 'Auto',
					value: 'auto',
					description: 'Use v1.2, and v1.1 where the server does not offer v1.2',
				},
				{
					name: 'v1.2',
					value: 'v1.2',
					description: 'The current version, with tags, folders, place and date of a video',
				},
				{
					name: 'v1.1',
					value: 'v1.1',
					description: 'The earlier version, for accounts that were set up with it',
				},
			],
		},
	];

	// A function: an expression is run in n8n's sandbox for every request, which takes longer than sending a small video.
	authenticate = async (
		{ apiKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...request,
		// The raw key: memories.ai does not take a "Bearer" prefix.
		headers: { ...request.headers, Authorization: typeof apiKey === 'string' ? apiKey.trim() : '' },
	});

	test: ICredentialTestRequest = {
		request: {
			method: 'POST',
			baseURL: '={{ $credentials.baseUrl.trim().replace(new RegExp("/+$"), "") }}',
			url: `={{ $credentials.apiVersion === "v1.1" ? "${endpointPath('v1.1', 'list_videos')}" : "${endpointPath('v1.2', 'list_videos')}" }}`,
			body: { page: 1, size: 1 },
			json: true,
			disableFollowRedirect: true,
		},
		// n8n applies both kinds of rule from one list; its type allows a list of one kind only.
		rules: [
			...Object.entries(KIND_BY_CODE).map(([code, kind]) => ({
				type: 'responseSuccessBody' as const,
				properties: {
					key: 'code',
					value: code,
					// The test's request is always well-formed, so this code can only mean its path.
					message: messageOf(code === PATH_NOT_SERVED_CODE ? 'unknownPath' : kind),
				},
			})),
			{
				type: 'responseSuccessBody' as const,
				// No code at all: a web page, or another service's JSON.
				properties: { key: 'code', value: undefined, message: messageOf('unreadable') },
			},
			...PATH_NOT_SERVED_HTTP_STATUSES.map((status) => ({
				type: 'responseCode' as const,
				properties: { value: status, message: messageOf('unknownPath') },
			})),
		] as ICredentialTestRequest['rules'],
	};
}
