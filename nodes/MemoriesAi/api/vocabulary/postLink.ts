import { readWebAddress } from './webAddress';

/** The platforms that memories.ai imports from. */
export type Platform = 'instagram' | 'tiktok' | 'youtube';

/** A web address on one of the platforms. */
export interface PlatformLink {
	platform: Platform;
	/** With its scheme. */
	link: string;
	/** What of the platform it leads to; undefined where that cannot be told, as of short links. */
	target: 'creator' | 'playlist' | 'post' | undefined;
	/** The same for all spellings of a post's link. */
	key: string;
}

interface PlatformRule {
	platform: Platform;
	/** In lower case, without `www.` and `m.`. */
	host: RegExp;
	/** Of path and query; the last group that took part is the post's id. */
	post: RegExp;
	creator: RegExp;
	playlist?: RegExp;
}

const RULES: readonly PlatformRule[] = [
	{
		platform: 'tiktok',
		host: /^([a-z]+\.)?tiktok\.com$/,
		post: /^\/(?:@[^/]*\/|embed\/(?:v\d+\/)?|v\/)?(?:video|photo)?\/?(\d{8,})/,
		creator: /^\/@[^/?]+\/?(?:\?|$)/,
	},
	{
		platform: 'youtube',
		host: /^(([a-z]+\.)?youtube(-nocookie)?\.com|youtu\.be)$/,
		post: /^\/(?:watch\/?\?(?:.*&)?v=|(?:shorts|live|embed|v)\/)?([\w-]{11})(?:[?&/]|$)/,
		creator: /^\/(?:@[^/?]+|(?:channel|c|user)\/[^/?]+)/,
		playlist: /^\/playlist/,
	},
	{
		platform: 'instagram',
		host: /^([a-z]+\.)?(instagram\.com|instagr\.am)$/,
		post: /^\/(?:(?!share\/)[\w.]+\/)?(?:p|reel|reels|tv)\/([\w-]+)/,
		creator: /^\/(?!(?:p|reel|reels|tv|share|stories|explore)(?:\/|\?|$))[\w.]+\/?(?:\?|$)/,
	},
];

/**
 * Reads a link to something on a platform; undefined for anything else. People leave `https://` out.
 */
export function readPlatformLink(text: string): PlatformLink | undefined {
	const trimmed = text.trim();
	const url = readWebAddress(/^https?:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
	if (url === undefined) return undefined;
	const host = url.hostname.replace(/^(www|m)\./, '');
	const rule = RULES.find((known) => known.host.test(host));
	if (rule === undefined) return undefined;
	const place = `${url.pathname}${url.search}`;
	const { platform } = rule;
	const link = { platform, link: url.href };
	if (rule.playlist?.test(place) === true) return { ...link, target: 'playlist', key: url.href };
	if (rule.creator.test(place)) return { ...link, target: 'creator', key: url.href };
	const id = rule.post.exec(place)?.[1];
	return id === undefined
		? { ...link, target: undefined, key: url.href }
		: { ...link, target: 'post', key: `${platform} ${id}` };
}
