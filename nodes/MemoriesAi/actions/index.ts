import { updateDisplayOptions, type IDisplayOptions, type INodeProperties } from 'n8n-workflow';
import { UserError } from '../texts/UserError';
import { chat } from './chat';
import { folder } from './folder';
import type { Operation, Resource } from './operation';
import { search } from './search';
import { video } from './video';

/** Everything the node can do. */
export const RESOURCES: Readonly<Record<string, Resource>> = { chat, folder, search, video };

/**
 * The operation that the node's parameters name; one that refuses when there is none, as in a workflow of a later version
 * of this package.
 */
export function operationOf(resource: string, operation: string): Operation {
	return RESOURCES[resource]?.operations[operation] ?? missingOperation(resource, operation);
}

function missingOperation(resource: string, operation: string): Operation {
	return {
		option: { name: operation, value: operation },
		fields: {},
		async run() {
			throw new UserError(
				`'${operation}' is not an operation of '${resource}'`,
				"Choose the 'Resource' and 'Operation' again from their lists",
			);
		},
	};
}

/** The node's parameters: which resource, which operation, and the fields of each operation. */
export function operationProperties(): INodeProperties[] {
	const resources = Object.entries(RESOURCES);
	return [
		{
			displayName: 'Resource',
			name: 'resource',
			type: 'options',
			noDataExpression: true,
			options: resources.map(([, { option }]) => option),
			default: 'video',
		},
		...resources.flatMap(([name, resource]) => propertiesOf(name, resource)),
	];
}

function propertiesOf(resourceName: string, resource: Resource): INodeProperties[] {
	const named = Object.entries(resource.operations);
	return [
		...operationChoices(resourceName, resource),
		...named.flatMap(([operationName, { fields }]) =>
			updateDisplayOptions(
				{ show: { resource: [resourceName], operation: [operationName] } },
				Object.values(fields).map(({ property }) => property),
			),
		),
	];
}

/** The field in which the operation is chosen; a second one for tools where they lack some of the operations. */
function operationChoices(
	resourceName: string,
	{ defaultOperation, defaultToolOperation = defaultOperation, operations }: Resource,
): INodeProperties[] {
	const all = Object.values(operations);
	const forTools = all.filter(({ handlesFile = false }) => !handlesFile);
	const choice = (offered: readonly Operation[], preset: string, condition: IDisplayOptions) =>
		({
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { ...condition, show: { resource: [resourceName], ...condition.show } },
			options: offered.map(({ option }) => option),
			default: preset,
		}) satisfies INodeProperties;
	if (forTools.length === all.length) return [choice(all, defaultOperation, {})];
	// Hidden rather than shown by the condition, for older n8n, which does not know it.
	return [
		choice(all, defaultOperation, { hide: { '@tool': [true] } }),
		choice(forTools, defaultToolOperation, { show: { '@tool': [true] } }),
	];
}
