import type {
	IExecuteFunctions,
	ILoadOptionsFunctions,
	INodeListSearchItems,
	INodeListSearchResult,
	INodeProperties,
	INodePropertyMode,
	NodeOperationError,
} from 'n8n-workflow';
import { findAccountApi } from '../../api/accountApi';
import { apiError, inputError } from '../../api/errors';
import { listVideoPages, MAX_VIDEOS_A_PAGE, type ListedVideo } from '../../api/videos';
import { meaningOfVideoStatus } from '../../api/videoStatus';
import { uniqueIdOfList } from './uniqueId';

/** A search looks through so many videos at a time; scrolling on in the list continues it. */
const MAX_PAGES_A_SEARCH = 5;
const LIST_PATIENCE = { timeoutMs: 20_000, limitRetries: 2 };

/** Every id that memories.ai documents: `VI…`, `mavi_video_…`, and `PI-…` for public videos. */
const VIDEO_NO = /^[\w-]+$/;

/** The field in which the user chooses a video. */
export const videoField: INodeProperties = {
	displayName: 'Video',
	name: 'videoNo',
	type: 'resourceLocator',
	default: { mode: 'list', value: '' },
	required: true,
	description: 'The video in your memories.ai account',
	modes: [
		{
			displayName: 'From List',
			name: 'list',
			type: 'list',
			placeholder: 'Select a video...',
			typeOptions: { searchListMethod: 'searchVideos', searchable: true },
		},
		{
			displayName: 'By ID',
			name: 'id',
			type: 'string',
			placeholder: 'e.g. VI568102998803353600',
			hint: 'The videoNo in the output of an upload or in an event of the Memories.ai Trigger',
			validation: [
				{
					type: 'regex',
					properties: {
						regex: '\\s*[\\w-]+\\s*',
						errorMessage: 'Not a video ID, which looks like VI568102998803353600',
					},
				},
			],
		},
	],
};

/** The field in which the user chooses one video or several. */
export const videosField: INodeProperties = {
	...videoField,
	displayName: 'Videos',
	name: 'videoNos',
	description: 'One or several videos in your memories.ai account',
	modes: videoField.modes?.map((mode) => (mode.name === 'id' ? severalIds(mode) : mode)),
};

function severalIds(mode: INodePropertyMode): INodePropertyMode {
	return {
		...mode,
		placeholder: 'e.g. VI568102998803353600, VI568102998803353601',
		hint: 'One videoNo or several, separated by commas',
		validation: [
			{
				type: 'regex',
				properties: {
					regex: '\\s*[\\w-]+(\\s*,\\s*[\\w-]+)*\\s*',
					errorMessage: 'Not video IDs, which look like VI568102998803353600',
				},
			},
		],
	};
}

/**
 * The video that the user chose.
 *
 * @throws NodeOperationError when there is none, or it is no video's number
 */
export function chosenVideo(context: IExecuteFunctions, itemIndex: number): string {
	return videoNoOf(context, itemIndex, videoField, valueOf(context, itemIndex, videoField));
}

/**
 * The videos that the user chose, each once.
 *
 * @throws NodeOperationError when there is none, or one is no video's number
 */
export function chosenVideos(context: IExecuteFunctions, itemIndex: number): string[] {
	return videoNosIn(context, itemIndex, videosField, valueOf(context, itemIndex, videosField));
}

/**
 * The numbers in what a field holds, each once: text with commas, or a list that an expression gives.
 *
 * @throws NodeOperationError when there is none, or one is no video's number
 */
export function videoNosIn(
	context: IExecuteFunctions,
	itemIndex: number,
	field: INodeProperties,
	chosen: unknown,
): string[] {
	const list: unknown[] =
		typeof chosen === 'string'
			? chosen.split(',').filter((part) => part.trim() !== '')
			: [chosen ?? []].flat();
	const videoNos = list.map((value) => videoNoOf(context, itemIndex, field, value));
	if (videoNos.length === 0) throw notAVideoNo(context, itemIndex, field, '');
	return [...new Set(videoNos)];
}

function valueOf(context: IExecuteFunctions, itemIndex: number, { name }: INodeProperties): unknown {
	return context.getNodeParameter(name, itemIndex, '', { extractValue: true });
}

function videoNoOf(
	context: IExecuteFunctions,
	itemIndex: number,
	field: INodeProperties,
	value: unknown,
): string {
	if (typeof value === 'string' && VIDEO_NO.test(value.trim())) return value.trim();
	// No number is an id: ids begin with letters, and have more digits than a number holds.
	const text = typeof value === 'string' || typeof value === 'number' ? String(value).trim() : '';
	throw notAVideoNo(context, itemIndex, field, text);
}

function notAVideoNo(
	context: IExecuteFunctions,
	itemIndex: number,
	{ displayName }: INodeProperties,
	value: string,
): NodeOperationError {
	return inputError(
		context.getNode(),
		itemIndex,
		value === '' ? `'${displayName}' is empty` : `'${displayName}' has no video ID: ${value.slice(0, 100)}`,
		"Choose a video from the list, or enter its ID, the 'videoNo' in the output of an upload",
	);
}

/** The error for a video that the account lacks. */
export function noSuchVideo(
	context: IExecuteFunctions,
	itemIndex: number,
	videoNo: string,
): NodeOperationError {
	return inputError(
		context.getNode(),
		itemIndex,
		`'Video': the account has no video ${videoNo}`,
		"Check the ID, and that the credential belongs to the account with the video. It may be deleted, or in another part of the account: then set 'Unique ID' under Options",
	);
}

/**
 * Lists the account's videos for the field's list, those whose name or number contains what the user types. memories.ai
 * compares whole names only in v1.2, so the search is made here.
 *
 * @param filter what the user has typed
 * @param paginationToken the page to go on with
 * @throws NodeApiError when memories.ai gives no list
 */
export async function searchVideos(
	this: ILoadOptionsFunctions,
	filter = '',
	paginationToken = '1',
): Promise<INodeListSearchResult> {
	const node = this.getNode();
	const found = await findAccountApi(this, LIST_PATIENCE);
	if (found.kind !== 'found') throw apiError(node, found);
	const { api } = found;
	const uniqueId = api.apiVersion === 'v1.2' ? uniqueIdOfList(this) : undefined;

	const wanted = filter.trim().toLowerCase();
	const firstPage = Number(paginationToken);
	const results: INodeListSearchItems[] = [];
	const query = { page: firstPage, size: MAX_VIDEOS_A_PAGE, unique_id: uniqueId };
	for await (const listed of listVideoPages(this, api, query)) {
		if (listed.kind !== 'listed') throw apiError(node, listed);
		results.push(...listed.videos.filter((video) => isWanted(video, wanted)).map(listItem));
		if (listed.isLast) break;

		const nextPage = listed.page + 1;
		const isEnough = wanted === '' || results.length >= MAX_VIDEOS_A_PAGE;
		if (isEnough || nextPage >= firstPage + MAX_PAGES_A_SEARCH) {
			return { results, paginationToken: String(nextPage) };
		}
	}
	return { results };
}

function isWanted({ name, videoNo }: ListedVideo, wanted: string): boolean {
	return name.toLowerCase().includes(wanted) || videoNo.toLowerCase().includes(wanted);
}

/** A name can occur twice, and stored names may be percent-encoded. */
function listItem({ videoNo, name, status }: ListedVideo): INodeListSearchItems {
	const isParsed = meaningOfVideoStatus(status) === 'parsed';
	return { name: `${name || videoNo}${isParsed ? '' : ` (${status})`}`, value: videoNo };
}
