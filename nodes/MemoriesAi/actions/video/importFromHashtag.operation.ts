import { UserError } from '../../texts/UserError';
import { field } from '../fields/field';
import { words } from '../fields/readers';
import { defineOperation } from '../operation';
import { importCallbackField, importDetails, importOptions, postsField } from './importFields';
import { importItems } from './importSteps';

/** A cap against slips: every post is paid for. */
const MAX_POSTS_OF_ALL = 100;

const CURE = 'Enter one or several hashtags, separated by commas';

const hashtagsField = field(
	{
		displayName: 'Hashtags',
		name: 'hashtags',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. bouldering, climbing',
		description: 'One or several hashtags on TikTok, separated by commas, with or without #',
	},
	(input, refuse) => {
		const hashtags = new Set(words(input, refuse).map((word) => word.replace(/^[#＃]+\s*/, '')));
		hashtags.delete('');
		if (hashtags.size === 0) throw refuse('is empty', CURE);
		const odd = [...hashtags].find((hashtag) => /[\s#/?&]/.test(hashtag));
		if (odd === undefined) return [...hashtags];
		throw refuse(`has what is no hashtag: ${odd.slice(0, 100)}`, CURE);
	},
);

/** Imports the latest videos with a hashtag. */
export const importFromHashtagOperation = defineOperation({
	option: {
		name: 'Import From Hashtag',
		value: 'importFromHashtag',
		action: 'Import videos from hashtag',
		description:
			'Let memories.ai import the latest videos with a hashtag on TikTok into your private library; API v1.2 only',
	},
	apiVersions: ['v1.2'],
	lastingEffect: 'Imported',
	fields: {
		hashtags: hashtagsField,
		posts: postsField('with each hashtag'),
		callbackUrl: importCallbackField,
		additionalFields: importDetails({}),
		options: importOptions,
	},
	async execute({ values: { hashtags, posts, additionalFields: details, ...values }, ...item }) {
		const expected = hashtags.length * posts;
		if (expected > MAX_POSTS_OF_ALL) throw tooMany(hashtags.length, posts);
		const shown = hashtags.map((hashtag) => `#${hashtag}`);
		return await importItems({ ...item, ...values, details }, [
			{
				source: { kind: 'hashtags', hashtags, posts },
				what: `${posts} posts each with ${shown.join(', ')}`,
				shown: { platform: 'tiktok', hashtags },
				links: [],
				expected,
			},
		]);
	},
});

function tooMany(hashtags: number, posts: number): UserError {
	return new UserError(
		`'Number of Posts' with ${hashtags} hashtags comes to ${hashtags * posts} videos, each of them paid for`,
		`Import up to ${MAX_POSTS_OF_ALL} at once: use fewer hashtags, or fewer posts of each. ${posts} posts go with ${Math.floor(MAX_POSTS_OF_ALL / posts)} hashtags`,
	);
}
