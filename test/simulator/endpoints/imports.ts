import { clientIdOf } from '../accounts';
import { badParameter, flaggedSuccess, type Envelope } from '../envelope';
import { defaultUniqueId, type Video } from '../videoLibrary';
import type { ApiRequest, Endpoint, Service } from './endpoint';
import { integerIn } from './integerIn';

const maxLinks = 50;
const maxCallbackLength = 299;
const qualities = ['360', '480', '720', '1080', '1440', '2160'];

type Parameters = Record<string, unknown>;

/** Imports posts (v1.2 page "Upload from Post URLs"), all of one platform. */
export const importFromPosts: Endpoint = (request, service) => {
	const { video_urls: urls = [], tiktok_post_urls: legacy = [], quality } = parametersOf(request);
	const links = [urls, legacy].flat();
	if (!areTexts(links) || links.length === 0) return refused(request, 'video_urls: must not be empty');
	if (links.length > maxLinks) return refused(request, `video_urls: more than ${maxLinks}`);
	const platforms = new Set(links.map(platformOf));
	if (platforms.has(undefined)) return refused(request, 'video_urls: unknown platform');
	if (platforms.size > 1) return refused(request, 'video_urls: all must be of the same platform');
	if (quality !== undefined && !qualities.some((known) => known === quality || Number(known) === quality))
		return refused(request, 'quality: unknown');
	return startTask(request, service, links);
};

/** Imports the latest posts of a creator (v1.2 page "Upload from Creator"). */
export const importFromCreator: Endpoint = (request, service) => {
	const { username, scraper_cnt: count = 4 } = parametersOf(request);
	if (typeof username !== 'string' || username === '') return refused(request, 'username: must not be empty');
	if (!isCount(count)) return refused(request, 'scraper_cnt: must be a positive integer');
	return startTask(request, service, latestPosts(username, count, service));
};

/** Imports the latest posts with each of some hashtags on TikTok (v1.2 page "Upload from Hashtag"). */
export const importFromHashtags: Endpoint = (request, service) => {
	const { hash_tags: hashtags, scraper_cnt: count = 2 } = parametersOf(request);
	if (!areTexts(hashtags) || hashtags.length === 0) return refused(request, 'hash_tags: must not be empty');
	if (hashtags.some((hashtag) => hashtag.includes('#'))) return refused(request, 'hash_tags: without #');
	if (!isCount(count)) return refused(request, 'scraper_cnt: must be a positive integer');
	const links = hashtags.flatMap((hashtag) =>
		latestPosts(`https://www.tiktok.com/@${hashtag}`, count, service),
	);
	return startTask(request, service, links);
};

function latestPosts(creator: string, count: number, { ids, world }: Service): string[] {
	const length = Math.min(count, world.postsOfCreator);
	return Array.from({ length }, () => `${creator}/video/${ids.digits18()}`);
}

function startTask(request: ApiRequest, { ids, arrivals, tasks, world }: Service, links: string[]): Envelope {
	const { generation, apiKey, body } = request;
	const { unique_id: uniqueId = defaultUniqueId, ...parameters } = parametersOf(request);
	const callback = parameters.callback_url ?? parameters.callback;
	if (typeof callback === 'string' && callback.length > maxCallbackLength) {
		return refused(request, `callback_url: longer than ${maxCallbackLength} characters`);
	}
	const taskId = `${uuidOf(ids.hex32())}_${ids.hex32()}`;
	const videos = world.postsThere(links).map((link): Video => {
		const id = link.split('/').at(-1) ?? '';
		return {
			videoNo: generation.videoNoPrefix + ids.digits18(),
			videoName: `Post ${id}`,
			status: 'UNPARSE',
			uploadTime: arrivals.createTime(),
			size: 0,
			version: generation.version,
			clientId: clientIdOf(apiKey),
			uniqueId: String(uniqueId),
			folderId: integerIn(body, 'folder_id'),
			tags: [],
			isListed: false,
			taskId,
			link,
		};
	});
	tasks.add({
		taskId,
		uniqueId: String(uniqueId),
		callback: typeof callback === 'string' ? callback : undefined,
		videos,
	});
	videos.forEach((video, index) => arrivals.accept(video, world.importing(index)));
	return flaggedSuccess(world.namesTasks ? { taskId } : {});
}

function uuidOf(hex: string): string {
	return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
}

function platformOf(link: string): string | undefined {
	if (!URL.canParse(link)) return undefined;
	const { hostname } = new URL(link);
	return ['tiktok.com', 'youtube.com', 'youtu.be', 'instagram.com']
		.find((host) => hostname === host || hostname.endsWith(`.${host}`))
		?.replace('youtu.be', 'youtube.com');
}

function parametersOf({ body }: ApiRequest): Parameters {
	return typeof body.json === 'object' && body.json !== null ? (body.json as Parameters) : {};
}

function refused({ generation }: ApiRequest, problem: string): Envelope {
	return generation.refused(badParameter(problem));
}

function areTexts(value: unknown): value is string[] {
	return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}

function isCount(value: unknown): value is number {
	return Number.isInteger(value) && Number(value) > 0;
}
