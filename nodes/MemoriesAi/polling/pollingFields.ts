import type { INodeProperties, IPollFunctions } from 'n8n-workflow';
import { collection, field, type Reader, type ValuesOf } from '../actions/fields/field';
import { collectionField } from '../actions/fields/collectionField';
import { folderIdField } from '../actions/fields/folderId';
import { words } from '../actions/fields/readers';
import { tagField } from '../actions/fields/tag';
import { reworded } from '../actions/fields/field';
import { uniqueIdField } from '../actions/fields/uniqueId';

/** What Trigger On offers. */
export type PollingEvent = 'failed' | 'parsed';

const eventsProperty = {
	displayName: 'Trigger On',
	name: 'events',
	type: 'multiOptions' as const,
	required: true,
	default: ['parsed'],
	options: [
		{
			name: 'Video Failed',
			value: 'failed',
			description: 'The video could not be processed',
		},
		{
			name: 'Video Parsed',
			value: 'parsed',
			description: 'The video is processed and can be searched, summarized and asked about',
		},
	],
};

const readEvents: Reader<PollingEvent[]> = (input, refuse) => {
	const chosen = words(input, refuse);
	const known = eventsProperty.options.map(({ value }) => value);
	if (chosen.length === 0) throw refuse('is empty', 'Choose when the workflow is to start');
	if (!chosen.every((event) => known.includes(event))) {
		throw refuse(
			'has something that is none of its options',
			"Choose from its list, or give 'failed', 'parsed'",
		);
	}
	return chosen as PollingEvent[];
};

/** The parameters that the trigger reads; Poll Times are n8n's. */
export const pollingFields = {
	events: field(eventsProperty, readEvents),
	filters: collection(
		{ displayName: 'Filters', name: 'filters', placeholder: 'Add Filter' },
		{
			collection: collectionField('Only videos in this collection. Defaults to all collections.'),
			folderId: folderIdField,
			tag: tagField,
			uniqueId: reworded(uniqueIdField, {
				description: 'The part of your account to look in, if you divide it into such parts',
			}),
		},
	),
};

/** What they hold. */
export type PollingValues = ValuesOf<typeof pollingFields>;

/** The parameters of the trigger, after n8n's Poll Times. */
export const POLLING_PROPERTIES: INodeProperties[] = [
	{
		// n8n puts its own Poll Times first, which start with every minute; the last of one name has the say in that.
		displayName: 'Poll Times',
		name: 'pollTimes',
		type: 'hidden',
		default: { item: [{ mode: 'everyX', value: 5, unit: 'minutes' }] },
	},
	...Object.values(pollingFields).map(({ property }) => property),
];

/**
 * Reads the parameters.
 *
 * @throws UserError for the first value that a field cannot take
 */
export function readPollingFields(context: IPollFunctions): PollingValues {
	const { events, filters } = pollingFields;
	return {
		events: events.read(context.getNodeParameter('events', [])),
		filters: filters.read(context.getNodeParameter('filters', {})),
	};
}
