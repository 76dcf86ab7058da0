import type { INodeProperties } from 'n8n-workflow';
import type { ApiVersion } from '../../api/vocabulary/apiVersion';
import { collection, field, ofDatalake } from '../fields/field';
import { folderIdField } from '../fields/folderId';
import { collectionField } from '../fields/collectionField';
import { placeFields, withWholePlace } from '../fields/place';
import { choice, isNothing, text } from '../fields/readers';
import { writtenTime } from '../fields/writtenTime';
import { tagField } from '../fields/tag';
import { videoNos } from '../fields/videoField';

const V12_ONLY: { apiVersions: readonly ApiVersion[] } = { apiVersions: ['v1.2'] };
const LATER_VERSIONS: { apiVersions: readonly ApiVersion[] } = { apiVersions: ['v1.2', 'datalake'] };
const DATALAKE_ONLY: { apiVersions: readonly ApiVersion[] } = { apiVersions: ['datalake'] };

/** The most videos that a search can be narrowed down to. Source: v1.2 page "Search by Text". */
const MAX_SEARCHED_VIDEOS = 100;

const filteringLevel: INodeProperties = {
	displayName: 'Match Quality',
	name: 'filteringLevel',
	type: 'options',
	default: 'medium',
	description: 'How well a place has to match',
	options: [
		{ name: 'High', value: 'high', description: 'Few matches that fit well' },
		{ name: 'Low', value: 'low', description: 'Many matches, some of them far off' },
		{ name: 'Medium', value: 'medium' },
	],
};

const videoNosField = field(
	{
		displayName: 'Video IDs',
		name: 'videoNos',
		type: 'string',
		default: '',
		placeholder: 'e.g. VI568102998803353600, VI568102998803353601',
		description: 'Only these videos, up to 100, separated by commas',
	},
	(input, refuse) => {
		const chosen = videoNos(input, refuse);
		if (chosen.length <= MAX_SEARCHED_VIDEOS) return chosen;
		throw refuse(
			`has ${chosen.length} videos`,
			`memories.ai searches up to ${MAX_SEARCHED_VIDEOS} chosen videos, or all of them without this filter`,
		);
	},
	LATER_VERSIONS,
);

const FILTERS = { displayName: 'Filters', name: 'filters', placeholder: 'Add Filter' };

const collectionFilter = collectionField('The collection to search in. Defaults to the one named n8n.');

const takenAfterField = field(
	{
		displayName: 'Taken After',
		name: 'takenAfter',
		type: 'dateTime',
		default: '',
		description:
			'Only videos that were taken at this time or later. API v1.2 gets it as it reads, without its time zone.',
	},
	writtenTime,
	LATER_VERSIONS,
);

const takenBeforeField = field(
	{
		displayName: 'Taken Before',
		name: 'takenBefore',
		type: 'dateTime',
		default: '',
		description: 'Only videos that were taken before this time',
	},
	writtenTime,
	DATALAKE_ONLY,
);

/** The field that narrows the search down. */
export const filtersField = withWholePlace(
	collection(FILTERS, {
		cameraTag: field(
			{
				displayName: 'Camera Tag',
				name: 'cameraTag',
				type: 'string',
				default: '',
				placeholder: 'e.g. GoPro HERO12',
				description: 'Only videos with this camera tag',
			},
			text,
			V12_ONLY,
		),
		collection: collectionFilter,
		filteringLevel: field(
			filteringLevel,
			(input, refuse) => (isNothing(input) ? undefined : choice<string>(filteringLevel)(input, refuse)),
			V12_ONLY,
		),
		folderId: folderIdField,
		...placeFields('Only videos that were taken near this place', V12_ONLY),
		tag: tagField,
		takenAfter: takenAfterField,
		takenBefore: takenBeforeField,
		videoNos: videoNosField,
	}),
);

/** The same for a search in what is said, which v1.2 cannot narrow down. */
export const transcriptFiltersField = collection(FILTERS, {
	collection: collectionFilter,
	tag: ofDatalake(tagField, 'Only videos with this tag'),
	takenAfter: ofDatalake(takenAfterField, 'Only videos that were taken at this time or later'),
	takenBefore: takenBeforeField,
	videoNos: ofDatalake(videoNosField, 'Only these videos, up to 100, separated by commas'),
});
