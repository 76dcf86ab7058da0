import {
	NodeConnectionTypes,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { operationOf, operationProperties } from './actions';
import { endingError, failedItem } from './actions/itemErrors';
import { CALLBACK_URL_HINTS } from './callback/callbackUrlHints';
import { memoriesAiApiTest } from './methods/memoriesAiApiTest';
import { searchCollections } from './methods/searchCollections';
import { searchFolders } from './methods/searchFolders';
import { searchVideos } from './methods/searchVideos';
import { secretsOf } from './state';
import { dataWithoutSecrets } from './texts/secrets';

export class MemoriesAi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Memories.ai',
		name: 'memoriesAi',
		icon: { light: 'file:memoriesAi.svg', dark: 'file:memoriesAi.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Upload videos to memories.ai, then search, transcribe, summarize and ask about them',
		defaults: { name: 'Memories.ai' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		usableAsTool: true,
		builderHint: {
			searchHint:
				"memories.ai watches videos: it can then transcribe, summarize, search and answer questions about them. 'upload' needs a file in the incoming item, 'uploadFromUrl' a direct link. Both return before memories.ai has watched the video: add 'waitUntilParsed', or one of the triggers, before anything is asked about it. A video is named by its 'videoNo' in every output. As a tool of an agent, one node does one operation: add one for each thing the agent may do, and have the model fill in only what it has to choose.",
			relatedNodes: [
				{
					nodeType: 'n8n-nodes-memories-ai.memoriesAiTrigger',
					relationHint:
						"Starts a workflow when a video is ready: put its production URL into 'callbackUrl' of the upload",
				},
				{
					nodeType: 'n8n-nodes-memories-ai.memoriesAiPollingTrigger',
					relationHint: 'The same without a public address, and the only one for Datalake keys',
				},
			],
		},
		credentials: [{ name: 'memoriesAiApi', required: true, testedBy: 'memoriesAiApiTest' }],
		hints: CALLBACK_URL_HINTS,
		properties: operationProperties(),
	};

	methods = {
		credentialTest: { memoriesAiApiTest },
		listSearch: { searchCollections, searchFolders, searchVideos },
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const node = this.getNode();
		const results: INodeExecutionData[] = [];
		for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
			const resource = this.getNodeParameter('resource', itemIndex);
			const operationName = this.getNodeParameter('operation', itemIndex);
			const operation = operationOf(resource, operationName);
			try {
				const output = await operation.run(this, itemIndex);
				const secrets = secretsOf(this);
				results.push(
					...output.map((item) => ({
						...item,
						json: dataWithoutSecrets(item.json, secrets),
						pairedItem: { item: itemIndex },
					})),
				);
			} catch (error) {
				const place = { node, itemIndex, secrets: secretsOf(this) };
				if (!this.continueOnFail()) throw endingError(error, place, operation, results);
				results.push(failedItem(error, place));
			}
		}
		return [results];
	}
}
