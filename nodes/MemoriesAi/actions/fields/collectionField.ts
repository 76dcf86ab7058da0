import type { INodeProperties } from 'n8n-workflow';
import { field } from './field';
import { locatedValue, text } from './readers';

/** The collection of the Datalake that a user has chosen. */
export interface CollectionChoice {
	by: 'id' | 'name';
	value: string;
}

/** Every id of a collection that public clients show begins thus. */
const COLLECTION_ID = /^col_\w+$/;

const property: INodeProperties = {
	displayName: 'Collection',
	name: 'collection',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a collection...',
			typeOptions: { searchListMethod: 'searchCollections', searchable: true },
		},
		{
			displayName: 'By Name',
			name: 'name',
			type: 'string',
			placeholder: 'e.g. interviews',
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. col_0f1e2d3c4b5a',
		},
	],
};

/** The field in which the user chooses a collection, among others that can be added; undefined when none is chosen. */
export function collectionField(description: string) {
	return field(
		{ ...property, description },
		(input, refuse): CollectionChoice | undefined => {
			const value = text(locatedValue(input), refuse);
			if (value === undefined) return undefined;
			const mode: unknown = Reflect.get(Object(input), 'mode');
			// An expression for the whole field gives an id or a name.
			const isId = mode === 'list' || mode === 'id' || (mode !== 'name' && COLLECTION_ID.test(value));
			return { by: isId ? 'id' : 'name', value };
		},
		{ apiVersions: ['datalake'] },
	);
}
