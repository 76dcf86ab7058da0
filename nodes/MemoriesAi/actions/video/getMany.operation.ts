import type { IExecuteFunctions, INodeExecutionData } from 'n8n-workflow';
import { endpointsOf } from '../../api/endpoints/endpointsOf';
import { meaningOfVideo, type ListedVideo } from '../../api/endpoints/videoEntry';
import type { VideoStatusMeaning } from '../../api/vocabulary/videoStatus';
import { collectionToList, whenCollectionIsGone } from '../fields/chosenCollection';
import { collectionField } from '../fields/collectionField';
import { collection, field, ofDatalake, type ValuesOf } from '../fields/field';
import { folderIdField } from '../fields/folderId';
import { limitField } from '../fields/limit';
import { millisecondsOf } from '../fields/moment';
import { choice, isNothing, number, text, yesOrNo } from '../fields/readers';
import { tagField } from '../fields/tag';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { writtenTime } from '../fields/writtenTime';
import { defineOperation } from '../operation';
import { videoOutput } from '../../api/endpoints/videoOutput';

const statusProperty = {
	displayName: 'Status',
	name: 'status',
	type: 'options' as const,
	default: 'parsed',
	options: [
		{ name: 'Failed', value: 'failed', description: 'Videos that could not be processed' },
		{
			name: 'Parsed',
			value: 'parsed',
			description: 'Videos that can be searched, summarized and asked about',
		},
		{
			name: 'Unparsed',
			value: 'unparsed',
			description: 'Videos that are stored but not yet processed',
		},
	],
};

const filters = {
	collection: collectionField('Only videos in this collection. Defaults to all collections.'),
	createdAfter: field(
		{
			displayName: 'Created After',
			name: 'createdAfter',
			type: 'dateTime',
			default: '',
			description: 'Only videos that were uploaded at this time or later',
		},
		writtenTime,
	),
	createdBefore: field(
		{
			displayName: 'Created Before',
			name: 'createdBefore',
			type: 'dateTime',
			default: '',
			description: 'Only videos that were uploaded before this time',
		},
		writtenTime,
	),
	folderId: folderIdField,
	name: field(
		{
			displayName: 'Name',
			name: 'name',
			type: 'string',
			default: '',
			placeholder: 'e.g. interview',
			description: 'Only videos with this text in their name, in any letter case',
		},
		text,
	),
	status: field(statusProperty, (input, refuse) =>
		isNothing(input) ? undefined : choice<VideoStatusMeaning>(statusProperty)(input, refuse),
	),
	tag: ofDatalake(tagField, 'Only videos with this tag'),
};

const returnAllField = field(
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	(input, refuse) => yesOrNo(input, refuse) ?? false,
);

/** Lists the account's videos, one output item each. */
export const getManyOperation = defineOperation({
	option: {
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many videos',
		description: 'List videos with their status and details, all or those that match filters',
	},
	fields: {
		returnAll: returnAllField,
		limit: field(
			{ ...limitField.property, displayOptions: { show: { returnAll: [false] } } },
			// n8n gives nothing for a field that it does not show.
			number({ min: 1, isInteger: true }),
		),
		filters: collection({ displayName: 'Filters', name: 'filters', placeholder: 'Add Filter' }, filters),
		options: optionsWithUniqueId,
	},
	async execute({ context, values, openApi }) {
		const { collection: chosen, folderId, status, tag } = values.filters;
		const limit = values.returnAll ? Infinity : limitField.read(values.limit);
		const isWanted = videoFilter(context, values.filters);
		const api = await openApi();
		const { uniqueId } = values.options;
		const collectionId = await collectionToList(api, chosen);
		const listing = async () => {
			const pages = endpointsOf(api).listVideoPages(api, { status, folderId, uniqueId, collectionId, tag });
			const found: INodeExecutionData[] = [];
			for await (const { videos } of pages) {
				found.push(...videos.filter(isWanted).map((video) => ({ json: videoOutput(video) })));
				if (found.length >= limit) break;
			}
			return found.slice(0, limit);
		};
		return await listing().catch(whenCollectionIsGone(api, chosen));
	},
});

/**
 * The filters that are applied here, because the generations of the API differ in them: one compares whole names, the
 * other parts, and neither knows a range of creation times.
 */
function videoFilter(
	context: IExecuteFunctions,
	{ createdAfter, createdBefore, name = '', status }: ValuesOf<typeof filters>,
): (video: ListedVideo) => boolean {
	const from = millisecondsOf(createdAfter, context.getTimezone()) ?? -Infinity;
	const until = millisecondsOf(createdBefore, context.getTimezone()) ?? Infinity;
	const hasRange = from > -Infinity || until < Infinity;
	const partOfName = name.toLowerCase();
	return (video) => {
		const createdAt = Date.parse(video.createdAt ?? '');
		return (
			(!hasRange || (createdAt >= from && createdAt < until)) &&
			video.name.toLowerCase().includes(partOfName) &&
			(status === undefined || status === (meaningOfVideo(video) ?? 'unparsed'))
		);
	};
}
