import { field } from './field';
import { yesOrNo } from './readers';

/** The field that offers memories.ai's own answer, for those who need more than the usual parts of it. */
export const simplifyField = field(
	{
		displayName: 'Simplify',
		name: 'simplify',
		type: 'boolean',
		default: true,
		description: 'Whether to return a simplified version of the response instead of the raw data',
	},
	(input, refuse) => yesOrNo(input, refuse) ?? true,
);
