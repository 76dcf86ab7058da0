import type { INodeProperties, INodePropertyMode } from 'n8n-workflow';
import { field, type Reader, type Refuse } from './field';
import { isNothing, listOf, locatedValue, withoutMarks } from './readers';

/** Every id that memories.ai documents: `VI…`, `mavi_video_…`, and `PI-…` for public videos. */
const VIDEO_NO = /^[\w-]{1,64}$/;

const CURE = "Choose a video from the list, or enter its ID, the 'videoNo' in the output of an upload";

/**
 * The numbers of videos, each once: text with commas or in lines, or a list that an expression gives, also of what an
 * upload gives; empty for none.
 */
export const videoNos: Reader<string[]> = (input, refuse) => {
	const given = listOf(input).filter((value) => !isNothing(value));
	return [...new Set(given.map((value) => videoNo(value, refuse)))];
};

/** No number is an id: ids begin with letters, and have more digits than a number holds. */
function videoNo(input: unknown, refuse: Refuse): string {
	const named: unknown =
		typeof input === 'object' && input !== null && 'videoNo' in input ? input.videoNo : input;
	if (isNothing(named)) throw refuse('is empty', CURE);
	const given = typeof named === 'string' ? withoutMarks(named) : '';
	if (VIDEO_NO.test(given)) return given;
	const shown = typeof named === 'number' ? String(named) : given;
	throw refuse(`has no video ID${shown === '' ? '' : `: ${shown.slice(0, 100)}`}`, CURE);
}

const videoProperty: INodeProperties = {
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

/** The field in which the user chooses a video. */
export const videoField = field(videoProperty, (input, refuse) => {
	const located = locatedValue(input);
	const isWord = typeof located === 'string' && !located.trim().startsWith('[');
	const [chosen, ...others] = isWord ? [located] : listOf(located);
	if (others.length === 0) return videoNo(chosen, refuse);
	throw refuse('has more than one video ID', 'Enter one. For several videos, give each an item of its own');
});

/** The field in which the user chooses one video or several. */
export const videosField = field(
	{
		...videoProperty,
		displayName: 'Videos',
		name: 'videoNos',
		description: 'One or several videos in your memories.ai account',
		modes: videoProperty.modes?.map((mode) => (mode.name === 'id' ? severalIds(mode) : mode)),
	},
	(input, refuse) => {
		const chosen = videoNos(locatedValue(input), refuse);
		if (chosen.length === 0) throw refuse('is empty', CURE);
		return chosen;
	},
);

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
