import {
	tryToParseDateTime,
	type IExecuteFunctions,
	type INodeExecutionData,
	type INodeProperties,
} from 'n8n-workflow';
import { apiError, inputError } from '../../api/errors';
import { listVideoPages, MAX_VIDEOS_A_PAGE, type ListedVideo, type VideoListQuery } from '../../api/videos';
import { meaningOfVideoStatus, type VideoStatusMeaning } from '../../api/videoStatus';
import { chosenFolderId, folderIdFilter } from '../fields/folderId';
import { limitField } from '../fields/limit';
import { chosenUniqueId, optionsWithUniqueId } from '../fields/uniqueId';
import type { Operation } from '../operation';
import { videoOutput } from './videoOutput';

interface Filters {
	createdAfter?: unknown;
	createdBefore?: unknown;
	folderId?: unknown;
	name?: string;
	status?: VideoStatusMeaning;
}

/** Both generations filter by these words; each has a word of its own for failed videos. Source: "List Videos" pages. */
const STATUS_FILTER: Partial<Record<VideoStatusMeaning, VideoListQuery['status']>> = {
	parsed: 'PARSE',
	unparsed: 'UNPARSE',
};

const fields: INodeProperties[] = [
	{
		displayName: 'Return All',
		name: 'returnAll',
		type: 'boolean',
		default: false,
		description: 'Whether to return all results or only up to a given limit',
	},
	{ ...limitField, displayOptions: { show: { returnAll: [false] } } },
	{
		displayName: 'Filters',
		name: 'filters',
		type: 'collection',
		placeholder: 'Add Filter',
		default: {},
		options: [
			{
				displayName: 'Created After',
				name: 'createdAfter',
				type: 'dateTime',
				default: '',
				description: 'Only videos that were uploaded at this time or later',
			},
			{
				displayName: 'Created Before',
				name: 'createdBefore',
				type: 'dateTime',
				default: '',
				description: 'Only videos that were uploaded before this time',
			},
			folderIdFilter,
			{
				displayName: 'Name',
				name: 'name',
				type: 'string',
				default: '',
				placeholder: 'e.g. interview',
				description: 'Only videos with this text in their name, in any letter case',
			},
			{
				displayName: 'Status',
				name: 'status',
				type: 'options',
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
			},
		],
	},
	optionsWithUniqueId(),
];

const execute: Operation['execute'] = async (context, itemIndex, openApi) => {
	const filters = context.getNodeParameter('filters', itemIndex, {}) as Filters;
	const returnAll = context.getNodeParameter('returnAll', itemIndex, false);
	const limit = returnAll ? Infinity : context.getNodeParameter('limit', itemIndex);
	const folderId = chosenFolderId(context, itemIndex, filters.folderId);
	const isWanted = videoFilter(context, itemIndex, filters);

	const api = await openApi();
	const pages = listVideoPages(context, api, {
		page: 1,
		size: MAX_VIDEOS_A_PAGE,
		status: filters.status && STATUS_FILTER[filters.status],
		folder_id: folderId,
		unique_id: chosenUniqueId(context, itemIndex, api),
	});
	const found: INodeExecutionData[] = [];
	for await (const page of pages) {
		if (page.kind !== 'listed') throw apiError(context.getNode(), page, itemIndex);
		found.push(...page.videos.filter(isWanted).map((video) => ({ json: videoOutput(video) })));
		if (found.length >= limit) break;
	}
	return found.slice(0, limit);
};

/**
 * The filters that are applied here, because the generations of the API differ in them: one compares whole names, the
 * other parts, and neither knows a range of creation times.
 */
function videoFilter(
	context: IExecuteFunctions,
	itemIndex: number,
	{ createdAfter, createdBefore, name = '', status }: Filters,
): (video: ListedVideo) => boolean {
	const from = timeOf(context, itemIndex, 'Created After', createdAfter) ?? -Infinity;
	const until = timeOf(context, itemIndex, 'Created Before', createdBefore) ?? Infinity;
	const hasRange = from > -Infinity || until < Infinity;
	const partOfName = name.trim().toLowerCase();
	return (video) => {
		const createdAt = Date.parse(video.createdAt ?? '');
		return (
			(!hasRange || (createdAt >= from && createdAt < until)) &&
			video.name.toLowerCase().includes(partOfName) &&
			(status === undefined || status === (meaningOfVideoStatus(video.status) ?? 'unparsed'))
		);
	};
}

/** A moment in ms since 1970, read in the time zone of the workflow; undefined where the filter is empty. */
function timeOf(
	context: IExecuteFunctions,
	itemIndex: number,
	displayName: string,
	input: unknown,
): number | undefined {
	if (input === undefined || input === null || input === '') return undefined;
	try {
		return tryToParseDateTime(input, context.getTimezone()).toMillis();
	} catch {
		throw inputError(
			context.getNode(),
			itemIndex,
			`'${displayName}' is not a date and time`,
			'Use a form such as 2026-05-31T18:30:00',
		);
	}
}

/** Lists the account's videos, one output item each. */
export const getManyOperation: Operation = {
	option: {
		name: 'Get Many',
		value: 'getMany',
		action: 'Get many videos',
		description: 'List videos with their status and details, all or those that match filters',
	},
	apiVersions: ['v1.2', 'v1.1'],
	fields,
	execute,
};
