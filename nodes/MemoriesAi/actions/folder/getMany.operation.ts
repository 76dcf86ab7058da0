import { endpointsOf } from '../../api/endpoints/endpointsOf';
import { collection, field } from '../fields/field';
import { text } from '../fields/readers';
import { defineOperation } from '../operation';
import { whenWithoutFolders } from './whenWithoutFolders';

const filters = {
	name: field(
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. interviews',
			description: 'Only folders with this text in their name, in any letter case',
		},
		text,
	),
};

/** Lists the account's folders, one output item each. */
export const getManyOperation = defineOperation({
	option: {
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many folders',
		description: 'List the folders of the account; with a Datalake key, its collections',
	},
	fields: {
		filters: collection({ displayName: 'Filters', name: 'filters', placeholder: 'Add Filter' }, filters),
	},
	async execute({ values, openApi }) {
		const api = await openApi();
		const folders = await endpointsOf(api).listFolders(api).catch(whenWithoutFolders);
		const partOfName = (values.filters.name ?? '').toLowerCase();
		return folders
			.filter(({ name }) => name.toLowerCase().includes(partOfName))
			.map((folder) => ({ json: { ...folder } }));
	},
});
