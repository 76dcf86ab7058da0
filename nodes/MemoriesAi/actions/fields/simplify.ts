import type { IExecuteFunctions, INodeProperties } from 'n8n-workflow';

/** The field that offers memories.ai's own answer, for those who need more than the usual parts of it. */
export const simplifyField: INodeProperties = {
	displayName: 'Simplify',
	name: 'simplify',
	type: 'boolean',
	default: true,
	description: 'Whether to return a simplified version of the response instead of the raw data',
};

/** Whether the user wants the usual parts only. */
export function isSimplified(context: IExecuteFunctions, itemIndex: number): boolean {
	return context.getNodeParameter(simplifyField.name, itemIndex, true) === true;
}
