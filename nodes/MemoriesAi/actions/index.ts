import { updateDisplayOptions, type INodeProperties } from 'n8n-workflow';
import type { Operation, Resource } from './operation';
import { video } from './video';

const RESOURCES: Readonly<Record<string, Resource>> = { video };

/** The operation that the node's parameters name. */
export function operationOf(resource: string, operation: string): Operation | undefined {
	return RESOURCES[resource]?.operations[operation];
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
