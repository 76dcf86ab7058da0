import { collection, field, type Fields } from './field';
import { text } from './readers';

/** A choice among an operation's Options, for accounts that are divided into parts. */
export const uniqueIdField = field(
	{
		displayName: 'Unique ID',
		name: 'uniqueId',
		type: 'string',
		default: '',
		placeholder: 'e.g. default',
		description: 'The part of your account to look in, if you divide it into such parts',
	},
	text,
	{ apiVersions: ['v1.2'] },
);

/** The Options of an operation, with what it can choose. */
export function optionsField<Parts extends Fields>(parts: Parts) {
	return collection({ displayName: 'Options', name: 'options', placeholder: 'Add Option' }, parts);
}

/** The Options of an operation on stored videos that can choose nothing else. */
export const optionsWithUniqueId = optionsField({ uniqueId: uniqueIdField });
