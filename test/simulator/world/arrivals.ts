import type { Video, VideoLibrary } from '../videoLibrary';
import { LateEvents, type Lateness } from './lateness';
import type { World } from './world';

/** What becomes of accepted uploads: when their videos come into the account, and when the account shows them. */
export class Arrivals {
	/** The videos of all accepted uploads, oldest first: also those not stored yet, and deleted ones. */
	readonly accepted: Video[] = [];
	private readonly storing = new LateEvents();
	private readonly listing = new LateEvents();
	private readonly metadataLooks = new WeakMap<Video, number>();

	/** @param onStored called with each video when it has come into the account */
	constructor(
		private readonly world: World,
		private readonly library: VideoLibrary,
		private readonly dateNow: () => number,
		private readonly onStored: (video: Video) => void,
	) {}

	/**
	 * Takes the video of an accepted upload. What is stored late is dated by then.
	 *
	 * @param storing when that is
	 */
	accept(video: Video, storing: Lateness): void {
		this.accepted.push(video);
		this.storing.schedule(storing, () => {
			if (storing !== 'atOnce') video.uploadTime = this.createTime();
			video.isListed = false;
			this.library.add(video);
			this.listing.schedule(this.world.listing, () => (video.isListed = true));
			this.onStored(video);
		});
	}

	/** The present time as videos are dated by, in milliseconds since 1970. */
	createTime(): number {
		return this.dateNow() + this.world.createTimeOffsetMs;
	}

	/** To be called before each look into the account, by list or metadata. */
	look(): void {
		this.storing.look();
		this.listing.look();
	}

	/** Whether there is metadata of a video at this look. */
	hasMetadata(video: Video): boolean {
		const looks = this.metadataLooks.get(video) ?? 0;
		this.metadataLooks.set(video, looks + 1);
		return video.isListed && looks >= this.world.nullMetadataLooks;
	}

	/** Stores every accepted video that still waits for it. */
	storeNow(): void {
		this.storing.release();
	}

	/** Shows every stored video that is not shown yet. */
	listNow(): void {
		this.listing.release();
	}

	/** Ends the running times: what waits for one stays away. */
	close(): void {
		this.storing.close();
		this.listing.close();
	}
}
