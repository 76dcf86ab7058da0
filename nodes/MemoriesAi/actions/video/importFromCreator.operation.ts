import { readPlatformLink } from '../../api/vocabulary/postLink';
import { field } from '../fields/field';
import { requiredText } from '../fields/readers';
import { defineOperation } from '../operation';
import { importCallbackField, importDetails, importOptions, postsField } from './importFields';
import { importItems } from './importSteps';

const CURE = "Enter the address of the creator's page, such as https://www.tiktok.com/@cutshall73";

const creatorField = field(
	{
		displayName: 'Creator Link',
		name: 'creator',
		type: 'string',
		default: '',
		required: true,
		placeholder: 'e.g. https://www.tiktok.com/@cutshall73',
		description: "The address of the creator's page on TikTok, YouTube or Instagram",
	},
	(input, refuse) => {
		const given = requiredText(CURE)(input, refuse);
		const page = readPlatformLink(given);
		if (page === undefined) throw refuse('is no page on TikTok, YouTube or Instagram', CURE);
		if (page.target !== 'post' && page.target !== 'playlist') return page;
		throw refuse(
			`leads to a ${page.target} and not to a creator`,
			`${CURE}. For a single post there is the operation 'Import From Post'`,
		);
	},
);

/** Imports the latest videos of a creator. */
export const importFromCreatorOperation = defineOperation({
	option: {
		name: 'Import From Creator',
		value: 'importFromCreator',
		action: 'Import videos from creator',
		description:
			'Let memories.ai import the latest videos of a creator on TikTok, YouTube or Instagram into your private library; API v1.2 only',
	},
	apiVersions: ['v1.2'],
	lastingEffect: 'Imported',
	fields: {
		creator: creatorField,
		posts: postsField('of the creator'),
		callbackUrl: importCallbackField,
		additionalFields: importDetails({}),
		options: importOptions,
	},
	async execute({ values: { creator, posts, additionalFields: details, ...values }, ...item }) {
		const { platform, link } = creator;
		return await importItems({ ...item, ...values, details }, [
			{
				source: { kind: 'creator', creator: link, posts },
				what: `${posts} posts of ${link}`,
				shown: { platform, creator: link },
				links: [],
				expected: posts,
			},
		]);
	},
});
