import type { Account } from './account';
import type { DatalakeSwitches } from '../switches';

/** The place of a request that starts an ingest. */
export interface IngestPlace {
	/** Whether there were too many ingests when the request began. */
	isOverLimit: boolean;
	/** Gives the place up: the request is carried out, or will never be. */
	leave: () => void;
}

/** The ingests in flight: the requests that start one, and, if the switch says so, the videos being processed. */
export class IngestsInFlight {
	private readonly requests = new Set<object>();

	constructor(
		private readonly account: Account,
		private readonly switches: DatalakeSwitches,
	) {}

	/** Takes a place for a request that has just begun. */
	enter(): IngestPlace {
		const place = {};
		this.requests.add(place);
		const { maxIngestsInFlight = Infinity } = this.switches;
		return {
			isOverLimit: this.requests.size + this.processedVideos() > maxIngestsInFlight,
			leave: () => this.requests.delete(place),
		};
	}

	private processedVideos(): number {
		if (this.switches.ingestInFlightUntil === 'accepted') return 0;
		return this.account.allVideos.filter(({ isFinalized, status }) => isFinalized && status === 'processing')
			.length;
	}
}

/** Counts searches, for the limit of so many a second. */
export class SearchCounter {
	private times: number[] = [];

	/**
	 * Counts a search, unless it is one too many.
	 *
	 * @param now milliseconds since 1970
	 */
	isWithin(perSecond: number | undefined, now: number): boolean {
		if (perSecond === undefined) return true;
		this.times = this.times.filter((time) => time > now - 1000);
		if (this.times.length >= perSecond) return false;
		this.times.push(now);
		return true;
	}
}
