import {
	NodeConnectionTypes,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
	type IPollFunctions,
} from 'n8n-workflow';
import { memoriesAiApiTest } from './methods/memoriesAiApiTest';
import { searchCollections } from './methods/searchCollections';
import { searchFolders } from './methods/searchFolders';
import { poll } from './polling/poll';
import { POLLING_PROPERTIES } from './polling/pollingFields';
import { secretsOf } from './state';
import { nodeErrorOf } from './texts/nodeError';

export class MemoriesAiPollingTrigger implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Memories.ai Polling Trigger',
		name: 'memoriesAiPollingTrigger',
		icon: { light: 'file:memoriesAi.svg', dark: 'file:memoriesAi.dark.svg' },
		group: ['trigger'],
		version: 1,
		subtitle: '={{ $parameter["events"].join(", ") }}',
		description:
			'Start workflows when videos are ready, without a public address, by asking every few minutes',
		defaults: { name: 'Memories.ai Polling Trigger' },
		polling: true,
		builderHint: {
			searchHint:
				'Needs no URL and no change to the upload: it asks memories.ai every few minutes, and starts once for each video that was finished since. Prefer it where n8n has no public address, and for Datalake keys.',
		},
		inputs: [],
		outputs: [NodeConnectionTypes.Main],
		credentials: [{ name: 'memoriesAiApi', required: true, testedBy: 'memoriesAiApiTest' }],
		activationMessage:
			'Your workflow now starts when a poll finds that memories.ai has finished a video. What was finished before does not start it.',
		properties: POLLING_PROPERTIES,
	};

	methods = { credentialTest: { memoriesAiApiTest }, listSearch: { searchCollections, searchFolders } };

	async poll(this: IPollFunctions): Promise<INodeExecutionData[][] | null> {
		// n8n keeps one context for as long as the workflow is active, and the credential may change meanwhile.
		const context = Object.create(this) as IPollFunctions;
		try {
			const events = await poll(context);
			return events === undefined ? null : [events.map((json) => ({ json }))];
		} catch (error) {
			throw nodeErrorOf(error, { node: this.getNode(), secrets: secretsOf(context) });
		}
	}
}
