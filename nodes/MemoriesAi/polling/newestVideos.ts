import type { ListedVideo } from '../api/endpoints/videoEntry';
import type { AccountVideos } from './accountVideos';

/** What the list shows of the newest videos. */
export interface NewestVideos {
	/** As the list has them, each once; older ones may be among them. */
	videos: ListedVideo[];
	/** The server's clock, in ms since 1970, where it says so. */
	serverTimeMs: number | undefined;
}

/** So many steps back in time, with next to none forward, do not come about in a list that is in another order. */
const MIN_STEPS_BACK = 20;
const MAX_FORWARD_SHARE = 1 / 20;

/**
 * Lists all videos that were uploaded since a moment, and as few others as possible. Lists have the newest videos first, by
 * all that is known, but no page promises it: one that does not is read to its end. It is read once more when videos may
 * be missing: a page is shorter than others, videos have moved between pages, or fewer came than are counted.
 *
 * @param sinceMs in ms since 1970
 * @throws ApiFailure when a page cannot be had
 */
export async function listNewest(account: AccountVideos, sinceMs: number): Promise<NewestVideos> {
	const first = await readList(account, sinceMs);
	if (first.isWhole) return first;
	const second = await readList(account, sinceMs);
	const byNumber = new Map([...first.videos, ...second.videos].map((video) => [video.videoNo, video]));
	return { videos: [...byNumber.values()], serverTimeMs: second.serverTimeMs };
}

async function readList(
	account: AccountVideos,
	sinceMs: number,
): Promise<NewestVideos & { isWhole: boolean }> {
	const videos: ListedVideo[] = [];
	const pageLengths: number[] = [];
	const counts: number[] = [];
	let serverTimeMs: number | undefined;
	let isAtEnd = false;
	const order = new ListOrder(sinceMs);
	for await (const page of account.pages()) {
		videos.push(...page.videos);
		pageLengths.push(page.videos.length);
		if (page.totalCount !== undefined) counts.push(page.totalCount);
		serverTimeMs ??= page.serverTimeMs;
		isAtEnd = page.isLast;
		if (isAtEnd || order.reachesBack(page.videos)) break;
	}
	const [firstLength = 0] = pageLengths;
	const lastLength = pageLengths.at(-1) ?? 0;
	const isEvenlyCut = pageLengths.slice(0, -1).every((length) => length >= firstLength);
	// A page without a video that is new to the list ends it, even when others have only moved on to it meanwhile.
	const hasEnd = lastLength <= firstLength && (lastLength > 0 || pageLengths.length === 1);
	const hasNoGap = counts.every((count, index) => count >= (counts[index - 1] ?? 0));
	const isCounted = !isAtEnd || videos.length >= (counts.at(-1) ?? 0);
	return { videos, serverTimeMs, isWhole: isEvenlyCut && hasEnd && hasNoGap && isCounted };
}

/** Follows a list from its first video on. */
class ListOrder {
	private stepsBack = 0;
	private stepsForward = 0;
	private lastMs = NaN;

	constructor(private readonly sinceMs: number) {}

	/** Whether the list, with these videos next, goes back in time to one from before the moment. */
	reachesBack(videos: readonly ListedVideo[]): boolean {
		return videos.some(({ createdAt }) => {
			const timeMs = Date.parse(createdAt ?? '');
			if (timeMs < this.lastMs) this.stepsBack++;
			if (timeMs > this.lastMs) this.stepsForward++;
			this.lastMs = timeMs;
			return (
				timeMs < this.sinceMs &&
				this.stepsBack >= MIN_STEPS_BACK &&
				this.stepsForward <= this.stepsBack * MAX_FORWARD_SHARE
			);
		});
	}
}
