import {
	NodeHelpers,
	type INodeParameters,
	type INodeProperties,
	type INodePropertyCollection,
	type INodePropertyOptions,
	type INodeTypeDescription,
} from 'n8n-workflow';
import type { WorkflowJson, WorkflowNodeJson } from '../../n8n/workflow';

/**
 * What of a workflow this n8n does not know: node types, versions, parameters, and values of drop-downs. The editor shows
 * such a node as broken, or silently drops what it does not know.
 *
 * @returns a line for each finding
 */
export function unknownParts(workflow: WorkflowJson, nodeTypes: readonly INodeTypeDescription[]): string[] {
	return workflow.nodes.flatMap((node) => {
		const nodeType = nodeTypes.find(
			({ name, version }) => name === node.type && [version].flat().includes(node.typeVersion),
		);
		return nodeType === undefined
			? [`${node.name}: no node type ${node.type} version ${node.typeVersion}`]
			: unknownParameters(node, nodeType).map((finding) => `${node.name}: ${finding}`);
	});
}

/** n8n itself tells: what its own reading of the parameters leaves out, it does not know or does not show. */
function unknownParameters(node: WorkflowNodeJson, nodeType: INodeTypeDescription): string[] {
	const known = NodeHelpers.getNodeParameters(
		nodeType.properties,
		node.parameters,
		true,
		false,
		{ typeVersion: node.typeVersion },
		nodeType,
	);
	return [
		...missing(node.parameters, known ?? {}, ''),
		...wrongChoices(nodeType.properties, node.parameters),
	];
}

function missing(given: INodeParameters, known: INodeParameters, path: string): string[] {
	return Object.entries(given).flatMap(([name, value]) => {
		const place = `${path}${name}`;
		if (!(name in known)) return [`unknown parameter ${place}`];
		const kept = known[name];
		const isGroup = isParameters(value) && !('__rl' in value) && isParameters(kept);
		return isGroup ? missing(value, kept, `${place}.`) : [];
	});
}

function wrongChoices(properties: readonly INodeProperties[], given: INodeParameters): string[] {
	return Object.entries(given).flatMap(([name, value]) => {
		const choices = properties
			.filter((property) => property.name === name && ['options', 'multiOptions'].includes(property.type))
			.filter((property) => property.typeOptions?.loadOptionsMethod === undefined)
			.flatMap((property) => property.options ?? [])
			.filter(isChoice)
			.map((choice) => choice.value);
		const chosen = [value].flat().filter((choice) => typeof choice === 'string');
		const wrong = chosen.filter((choice) => !choice.startsWith('=') && !choices.includes(choice));
		return choices.length > 0 && wrong.length > 0 ? [`unknown choice ${wrong.join(', ')} of ${name}`] : [];
	});
}

function isChoice(
	option: INodePropertyOptions | INodeProperties | INodePropertyCollection,
): option is INodePropertyOptions {
	return 'value' in option;
}

function isParameters(value: unknown): value is INodeParameters {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
