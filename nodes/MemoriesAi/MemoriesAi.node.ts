import {
	NodeConnectionTypes,
	NodeOperationError,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeType,
	type INodeTypeDescription,
} from 'n8n-workflow';
import { operationOf, operationProperties } from './actions';
import { failedItem, withFinishedUploads } from './actions/itemErrors';

export class MemoriesAi implements INodeType {
	description: INodeTypeDescription = {
		displayName: 'Memories.ai',
		name: 'memoriesAi',
		icon: { light: 'file:memoriesAi.svg', dark: 'file:memoriesAi.dark.svg' },
		group: ['transform'],
		version: 1,
		subtitle: '={{ $parameter["operation"] + ": " + $parameter["resource"] }}',
		description: 'Upload videos to memories.ai for video understanding',
		defaults: { name: 'Memories.ai' },
		inputs: [NodeConnectionTypes.Main],
		outputs: [NodeConnectionTypes.Main],
		// Not a tool for AI agents: an agent cannot hand a video file over.
		usableAsTool: undefined,
		credentials: [{ name: 'memoriesAiApi', required: true }],
		properties: operationProperties(),
	};

	async execute(this: IExecuteFunctions): Promise<INodeExecutionData[][]> {
		const results: INodeExecutionData[] = [];
		for (let itemIndex = 0; itemIndex < this.getInputData().length; itemIndex++) {
			try {
				const resource = this.getNodeParameter('resource', itemIndex);
				const operationName = this.getNodeParameter('operation', itemIndex);
				const operation = operationOf(resource, operationName);
				if (operation === undefined) {
					throw new NodeOperationError(
						this.getNode(),
						`'${operationName}' is not an operation of '${resource}'`,
						{
							itemIndex,
							description: "Choose the 'Resource' and 'Operation' again from their lists",
						},
					);
				}
				results.push(await operation.execute(this, itemIndex));
			} catch (error) {
				if (!this.continueOnFail()) throw withFinishedUploads(this.getNode(), error, itemIndex, results);
				results.push(failedItem(this.getNode(), error, itemIndex));
			}
		}
		return [results];
	}
}
