import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
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

function propertiesOf(resourceName: string, { defaultOperation, operations }: Resource): INodeProperties[] {
	const named = Object.entries(operations);
	return [
		{
			displayName: 'Operation',
			name: 'operation',
			type: 'options',
			noDataExpression: true,
			displayOptions: { show: { resource: [resourceName] } },
			options: named.map(([, { option }]) => option),
			default: defaultOperation,
		},
		...named.flatMap(([operationName, { fields }]) =>
			updateDisplayOptions(
				{ show: { resource: [resourceName], operation: [operationName] } },
				Object.values(fields).map(({ property }) => property),
			),
		),
	];
}
