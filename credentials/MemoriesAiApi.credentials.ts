import type {
	ICredentialDataDecryptedObject,
	ICredentialType,
	Icon,
	IHttpRequestOptions,
	INodeProperties,
} from 'n8n-workflow';

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
			placeholder: 'e.g. sk-mai-...',
			description:
				'The key from your memories.ai account. Keys of the Video Datalake begin with sk-mai- and come from console.memories.ai; those of API v1.x begin with sk-mavi- or sk- and come from memories.ai.',
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
			description: 'The version of the memories.ai API that your key belongs to',
			options: [
				{
					name: 'Auto',
					value: 'auto',
					description:
						'Datalake for a key that begins with sk-mai-, otherwise v1.2, and v1.1 where the server does not offer v1.2',
				},
				{
					name: 'Datalake',
					value: 'datalake',
					description: 'The Video Datalake, also called API 2.0, for keys that begin with sk-mai-',
				},
				{
					name: 'v1.2',
					value: 'v1.2',
					description:
						'For keys that begin with sk-mavi- or sk-, with tags, folders, place and date of a video',
				},
				{
					name: 'v1.1',
					value: 'v1.1',
					description: 'The earlier version, for accounts that were set up with it',
				},
			],
		},
	];

	// Its test is the node's: it asks memories.ai what the node would ask.
	// An expression instead of a function is run in n8n's sandbox for every request, which takes longer than sending a small video.
	authenticate = async (
		{ apiKey }: ICredentialDataDecryptedObject,
		request: IHttpRequestOptions,
	): Promise<IHttpRequestOptions> => ({
		...request,
		// The raw key: memories.ai does not take a "Bearer" prefix.
		headers: { ...request.headers, Authorization: typeof apiKey === 'string' ? apiKey.trim() : '' },
	});
}
