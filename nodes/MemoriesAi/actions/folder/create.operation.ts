import { endpointsOf } from '../../api/endpoints/endpointsOf';
import { collection, field } from '../fields/field';
import { yesOrNo } from '../fields/readers';
import { defineOperation } from '../operation';
import { folderNameField } from './folderName';
import { whenWithoutFolders } from './whenWithoutFolders';

const options = {
	reuseExisting: field(
		{
			displayName: 'Reuse Existing',
			name: 'reuseExisting',
			type: 'boolean',
			default: true,
			description:
				'Whether to output the folder of this name where there is one already, instead of making a second one',
		},
		(input, refuse) => yesOrNo(input, refuse) ?? false,
	),
};

/** Makes a folder, or a collection in the Datalake. */
export const createOperation = defineOperation({
	option: {
		name: 'Create',
		value: 'create',
		action: 'Create folder',
		description: 'Create a folder for videos; with a Datalake key, a collection',
	},
	apiVersions: ['v1.2', 'datalake'],
	lastingEffect: 'Created',
	fields: {
		name: folderNameField('Name', 'The name of the new folder'),
		options: collection({ displayName: 'Options', name: 'options', placeholder: 'Add Option' }, options),
	},
	async execute({
		values: {
			name,
			options: { reuseExisting },
		},
		openApi,
	}) {
		const api = await openApi();
		const endpoints = endpointsOf(api);
		const making = async () => {
			const known = reuseExisting ? await endpoints.listFolders(api) : [];
			// The first is the oldest, where memories.ai has an order.
			return known.find((folder) => folder.name === name) ?? (await endpoints.createFolder(api, name));
		};
		return [{ json: { ...(await making().catch(whenWithoutFolders)) } }];
	},
});
