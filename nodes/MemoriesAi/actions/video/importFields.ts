import { collection, field, reworded, type Fields, type ValuesOf } from '../fields/field';
import { folderIdField } from '../fields/folderId';
import { requiredNumber, text } from '../fields/readers';
import { optionsField, uniqueIdField } from '../fields/uniqueId';
import { WAIT_OPTIONS } from './outputWhenParsed';
import { signCallbackField, waitUntilParsedField } from './uploadOptions';

/** What a word on cost ends with, before anything is spent. */
export const COST =
	'memories.ai charges your account for each video it imports and parses, YouTube by size. Its price list says how much.';

/** The field for the address that memories.ai calls. */
export const importCallbackField = field(
	{
		displayName: 'Callback URL',
		name: 'callbackUrl',
		type: 'string',
		default: '',
		placeholder: 'e.g. https://n8n.example.com/webhook/1a2b3c',
		hint: "The Production URL of a Memories.ai Trigger node, to get events when the import is done and when each video is ready. Add 'Import Task Updated' to its 'Trigger On' for the former.",
		description:
			'The address memories.ai calls when the import moves on. Leave it empty to import without a callback.',
	},
	text,
);

const details = {
	folderId: reworded(
		{ ...folderIdField, apiVersions: ['v1.2'] },
		{ description: 'The memories.ai folder to put the videos in. Defaults to the default folder.' },
	),
	reference: field(
		{
			displayName: 'Reference',
			name: 'reference',
			type: 'string',
			default: '',
			placeholder: 'e.g. campaign-42',
			description:
				'A word of your own. It comes back in the output here and in the events of the Memories.ai Trigger.',
		},
		text,
	),
	uniqueId: reworded(uniqueIdField, {
		description: 'The part of your account the videos belong to, if you divide it into such parts',
	}),
};

/** What can be said about an import. */
export type ImportValues = ValuesOf<typeof details>;

/**
 * The collection of what can be said about an import.
 *
 * @param more what one kind of import has besides
 */
export function importDetails<More extends Fields>(more: More) {
	return collection(
		{ displayName: 'Additional Fields', name: 'additionalFields', placeholder: 'Add Field' },
		{ ...details, ...more },
	);
}

/** The Options of an import. */
export const importOptions = optionsField({
	checkInterval: reworded(WAIT_OPTIONS.checkInterval, {
		description:
			'How many seconds to wait at most before looking again whether the videos are parsed. The first looks come sooner.',
	}),
	continueIfNotParsed: reworded(WAIT_OPTIONS.continueIfNotParsed, {
		description:
			"Whether to output what there is when memories.ai cannot import or parse some of the videos, or not in time. 'isParsed' says of each whether it is ready.",
	}),
	parseTimeout: reworded(WAIT_OPTIONS.parseTimeout, {
		description: 'After how many minutes to stop waiting for the import and its videos to be parsed',
	}),
	signCallback: signCallbackField,
	waitUntilParsed: reworded(waitUntilParsedField, {
		description:
			'Whether to go on only when memories.ai has imported and parsed the videos, with one output item for each. It takes minutes and holds a slot of n8n meanwhile. Without it, a trigger hears of them.',
	}),
});

/** What is chosen among them. */
export type ImportOptions = ReturnType<typeof importOptions.read>;

const DEFAULT_POSTS = 4;

/** A cap against slips: every post is paid for. */
const MAX_POSTS = 30;

/**
 * The field that says how many posts are imported.
 *
 * @param whose such as `of the creator`
 */
export function postsField(whose: string) {
	return field(
		{
			displayName: 'Number of Posts',
			name: 'posts',
			type: 'number',
			typeOptions: { minValue: 1, maxValue: MAX_POSTS },
			default: DEFAULT_POSTS,
			hint: COST,
			description: `How many of the latest posts ${whose} to import at most, up to ${MAX_POSTS}. Each one is paid for.`,
		},
		requiredNumber({ min: 1, max: MAX_POSTS, isInteger: true }),
	);
}
