import { tryToParseDateTime, type IExecuteFunctions, type INodeExecutionData } from 'n8n-workflow';
import type { ListedVideo } from '../../api/endpoints/videoEntry';
import { listVideoPages, MAX_VIDEOS_A_PAGE, type VideoListQuery } from '../../api/endpoints/videoList';
import { meaningOfVideoStatus, type VideoStatusMeaning } from '../../api/vocabulary/videoStatus';
import { collection, field, type ValuesOf } from '../fields/field';
import { folderIdField } from '../fields/folderId';
import { limitField } from '../fields/limit';
import { choice, isNothing, number, text, yesOrNo } from '../fields/readers';
import { optionsWithUniqueId } from '../fields/uniqueId';
import { writtenTime, type WrittenTime } from '../fields/writtenTime';
import { defineOperation } from '../operation';
import { videoOutput } from './videoOutput';

/** Both generations filter by these words; each has a word of its own for failed videos. Source: "List Videos" pages. */
const STATUS_FILTER: Partial<Record<VideoStatusMeaning, VideoListQuery['status']>> = {
	parsed: 'PARSE',
	unparsed: 'UNPARSE',
};

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
		const { folderId, status } = values.filters;
		const limit = values.returnAll ? Infinity : limitField.read(values.limit);
		const isWanted = videoFilter(context, values.filters);
		const pages = listVideoPages(await openApi(), {
			page: 1,
			size: MAX_VIDEOS_A_PAGE,
			status: status && STATUS_FILTER[status],
			folder_id: folderId,
			unique_id: values.options.uniqueId,
		});
		const found: INodeExecutionData[] = [];
		for await (const { videos } of pages) {
			found.push(...videos.filter(isWanted).map((video) => ({ json: videoOutput(video) })));
			if (found.length >= limit) break;
		}
		return found.slice(0, limit);
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
	const from = millisecondsOf(context, createdAfter) ?? -Infinity;
	const until = millisecondsOf(context, createdBefore) ?? Infinity;
	const hasRange = from > -Infinity || until < Infinity;
	const partOfName = name.toLowerCase();
	return (video) => {
		const createdAt = Date.parse(video.createdAt ?? '');
		return (
			(!hasRange || (createdAt >= from && createdAt < until)) &&
			video.name.toLowerCase().includes(partOfName) &&
			(status === undefined || status === (meaningOfVideoStatus(video.status) ?? 'unparsed'))
		);
	};
}

/** A moment in ms since 1970, in the time zone of the workflow where it was written without one. */
function millisecondsOf(context: IExecuteFunctions, time: WrittenTime | undefined): number | undefined {
	if (time === undefined) return undefined;
	const iso = `${time.text.replace(' ', 'T')}${time.offset ?? ''}`;
	return tryToParseDateTime(iso, context.getTimezone()).toMillis();
}
