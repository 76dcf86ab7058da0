import { field } from './field';
import { requiredNumber } from './readers';

/** The field that says how many output items an operation gives at most. */
export const limitField = field(
	{
		displayName: 'Limit',
		name: 'limit',
		type: 'number',
		typeOptions: { minValue: 1 },
		default: 50,
		description: 'Max number of results to return',
	},
	requiredNumber({ min: 1, isInteger: true }),
);
