import type { IExecuteFunctions, ILoadOptionsFunctions, INodeProperties } from 'n8n-workflow';
import { versionError } from '../../api/errors';
import type { ApiAccess } from '../../api/request';
import { fieldText } from './text';

const OPTIONS = 'options';

/** A choice among an operation's Options, for accounts that are divided into parts. */
export const uniqueIdOption: INodeProperties = {
	displayName: 'Unique ID',
	name: 'uniqueId',
	type: 'string',
	default: '',
	placeholder: 'e.g. default',
	description: 'The part of your account to look in, if you divide it into such parts. API v1.2 only.',
};

/**
 * The Options of an operation on stored videos.
 *
 * @param more what it can choose besides, in the order of their names
 */
export function optionsWithUniqueId(...more: INodeProperties[]): INodeProperties {
	return {
		displayName: 'Options',
		name: OPTIONS,
		type: 'collection',
		placeholder: 'Add Option',
		default: {},
		options: [...more, uniqueIdOption],
	};
}

/**
 * The part of the account that the user chose, undefined for the default one.
 *
 * @throws NodeOperationError when one is chosen and the account's API has no such parts
 */
export function chosenUniqueId(
	context: IExecuteFunctions,
	itemIndex: number,
	{ apiVersion }: ApiAccess,
): string | undefined {
	const uniqueId = uniqueIdOf(context.getNodeParameter(OPTIONS, itemIndex, {}));
	if (uniqueId !== undefined && apiVersion === 'v1.1') {
		throw versionError(context.getNode(), itemIndex, uniqueIdOption.displayName, 'v1.2');
	}
	return uniqueId;
}

/** The same for a list that the editor shows: without an item, as far as it is known then. */
export function uniqueIdOfList(context: ILoadOptionsFunctions): string | undefined {
	return uniqueIdOf(context.getNodeParameter(OPTIONS, {}));
}

function uniqueIdOf(options: unknown): string | undefined {
	const { uniqueId } = { ...(options as { uniqueId?: unknown }) };
	return fieldText(uniqueId) || undefined;
}
