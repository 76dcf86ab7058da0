import type { INodeProperties } from 'n8n-workflow';

/** The field that says how many output items an operation gives at most. */
export const limitField: INodeProperties = {
	displayName: 'Limit',
	name: 'limit',
	type: 'number',
	typeOptions: { minValue: 1 },
	default: 50,
	description: 'Max number of results to return',
};
