import { NodeOperationError, updateDisplayOptions, type INode, type INodeProperties } from 'n8n-workflow';
import { chat } from './chat';
import type { Operation, Resource } from './operation';
import { search } from './search';
import { video } from './video';

/** Everything the node can do. */
export const RESOURCES: Readonly<Record<string, Resource>> = { chat, search, video };

/**
 * The operation that the node's parameters name.
 *
 * @throws NodeOperationError when there is none, as in a workflow of a later version of this package
 */
export function operationOf(node: INode, itemIndex: number, resource: string, operation: string): Operation {
	const found = RESOURCES[resource]?.operations[operation];
	if (found !== undefined) return found;
	throw new NodeOperationError(node, `'${operation}' is not an operation of '${resource}'`, {
		itemIndex,
		description: "Choose the 'Resource' and 'Operation' again from their lists",
	});
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
			updateDisplayOptions({ show: { resource: [resourceName], operation: [operationName] } }, fields),
		),
	];
}
