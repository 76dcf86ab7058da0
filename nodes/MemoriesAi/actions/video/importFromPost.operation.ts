import type { INodeProperties } from 'n8n-workflow';
import { MAX_LINKS } from '../../api/endpoints/v1/imports';
import { readPlatformLink, type Platform, type PlatformLink } from '../../api/vocabulary/postLink';
import { field, type Refuse } from '../fields/field';
import { choice, isNothing, linesOf } from '../fields/readers';
import { defineOperation } from '../operation';
import { COST, importCallbackField, importDetails, importOptions } from './importFields';
import type { ImportPlan } from './importPlan';
import { importItems } from './importSteps';

const quality: INodeProperties = {
	displayName: 'Quality',
	name: 'quality',
	type: 'options',
	default: '720',
	description: 'The size of the picture to import from YouTube; other platforms have one only',
	options: ['360', '480', '720', '1080', '1440', '2160'].map((lines) => ({
		name: `${lines}p`,
		value: lines,
	})),
};

const CURE = 'Enter links of posts on TikTok, YouTube or Instagram, separated by commas or new lines';

const linksField = field(
	{
		displayName: 'Links',
		name: 'links',
		type: 'string',
		typeOptions: { rows: 3 },
		default: '',
		required: true,
		placeholder: 'e.g. https://youtu.be/jNQXAC9IVRw',
		hint: COST,
		description: `One or several links of posts on TikTok, YouTube or Instagram, up to ${MAX_LINKS}, separated by commas or new lines`,
	},
	(input, refuse) => {
		const given = linesOf(input, refuse).map((line) => postIn(line, refuse));
		const posts = new Map(given.map((post) => [post.key, post]));
		if (posts.size === 0) throw refuse('is empty', CURE);
		if (posts.size <= MAX_LINKS) return [...posts.values()];
		throw refuse(
			`has ${posts.size} links`,
			`Use up to ${MAX_LINKS} an item; n8n's Split Out and Loop Over Items nodes make several items of them`,
		);
	},
);

function postIn(line: string, refuse: Refuse): PlatformLink {
	const post = readPlatformLink(line);
	if (post === undefined) {
		throw refuse(`has what is no link to TikTok, YouTube or Instagram: ${line.slice(0, 100)}`, CURE);
	}
	if (post.target === 'creator') {
		throw refuse(
			`has a link to a creator and not to a post: ${line.slice(0, 100)}`,
			"Use the operation 'Import From Creator' for the latest posts of a creator, or enter the link of a post",
		);
	}
	if (post.target === 'playlist') {
		throw refuse(
			`has a link to a playlist and not to a post: ${line.slice(0, 100)}`,
			'Enter the links of its videos',
		);
	}
	return post;
}

/** Imports videos by the links of their posts. */
export const importFromPostOperation = defineOperation({
	option: {
		name: 'Import From Post',
		value: 'importFromPost',
		action: 'Import videos from posts',
		description:
			'Let memories.ai import the videos of posts on TikTok, YouTube or Instagram into your private library; API v1.2 only',
	},
	apiVersions: ['v1.2'],
	wayOut: "Download the video in a step before, and send its file with the operation 'Upload'",
	lastingEffect: 'Imported',
	fields: {
		links: linksField,
		callbackUrl: importCallbackField,
		additionalFields: importDetails({
			quality: field(quality, (input, refuse) =>
				isNothing(input) ? undefined : choice<string>(quality)(input, refuse),
			),
		}),
		options: importOptions,
	},
	async execute({ values: { links, additionalFields: details, ...values }, ...item }) {
		return await importItems({ ...item, ...values, details }, plansFor(links, details.quality));
	},
});

/** memories.ai takes the links of one platform at a time. */
function plansFor(posts: readonly PlatformLink[], youtubeQuality: string | undefined): ImportPlan[] {
	const platforms = new Set<Platform>(posts.map(({ platform }) => platform));
	return [...platforms].map((platform) => {
		const links = posts.filter((post) => post.platform === platform).map(({ link }) => link);
		const [first = ''] = links;
		return {
			source: { kind: 'posts', links, quality: platform === 'youtube' ? youtubeQuality : undefined },
			what: links.length === 1 ? first : `${first} and ${links.length - 1} more`,
			shown: { platform, links },
			links,
			expected: links.length,
		};
	});
}
