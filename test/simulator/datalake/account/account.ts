import type { IdSource } from '../../ids';
import { notFound, refused } from '../refusal';
import { videoDurationS, type Charge, type Collection, type DatalakeVideo } from './records';

/** The prices in thousandths of a US dollar (memories.ai's price list of 2026). */
const prices = { indexingMinute: 50, search: 8, rerankedSearch: 24, moment: 8, derivedRead: 1 } as const;

/** What an account pays for besides indexing. */
export type PricedRead = Exclude<keyof typeof prices, 'indexingMinute'>;

/** The simulated account: collections, videos and money. */
export class Account {
	/** Oldest first. */
	readonly collections: Collection[] = [];
	/** Finalized or not, oldest first. */
	readonly allVideos: DatalakeVideo[] = [];
	/** Everything paid for, in order. */
	readonly charges: Charge[] = [];
	/** How many videos were ever made, the deleted ones included, unfinished resumable uploads not. */
	createdVideos = 0;
	private sequence = 0;

	/** @param balanceUsd the balance at first, in US dollars; may be changed at any time */
	constructor(
		private readonly ids: IdSource,
		private readonly dateNow: () => number,
		public balanceUsd: number,
	) {}

	/** What was paid so far, in US dollars. */
	get spentUsd(): number {
		return rounded(this.charges.reduce((sum, { usd }) => sum + usd, 0));
	}

	/** The next number in the order of the account's records. */
	nextSequence(): number {
		return ++this.sequence;
	}

	/** Makes a collection; one of the same name may be there already. */
	addCollection(name: string, hasFaceRecognition = false): Collection {
		const collection = {
			id: `col_${this.ids.hex32()}`,
			name,
			createdAt: this.dateNow(),
			sequence: this.nextSequence(),
			hasFaceRecognition,
		};
		this.collections.push(collection);
		return collection;
	}

	/** @throws Refusal when the account holds no such collection */
	collection(id: string): Collection {
		const collection = this.collections.find((candidate) => candidate.id === id);
		if (collection === undefined) throw notFound(`collection ${id}`);
		return collection;
	}

	/** The video of that id, finalized or not, if the account holds it. */
	find(id: string): DatalakeVideo | undefined {
		return this.allVideos.find((video) => video.id === id);
	}

	/** The video that an upload with that key made, if the account holds it: rather a finalized one. */
	findByKey(idempotencyKey: string): DatalakeVideo | undefined {
		const videos = this.allVideos.filter((video) => video.idempotencyKey === idempotencyKey);
		return videos.find(({ isFinalized }) => isFinalized) ?? videos[0];
	}

	/** Adds a video whose bytes are there, or makes one of those already there complete, and pays for indexing. */
	ingest(video: DatalakeVideo): void {
		if (!this.allVideos.includes(video)) this.allVideos.push(video);
		video.isFinalized = true;
		this.createdVideos++;
		const minutes = videoDurationS / 60;
		this.pay({
			what: 'indexing',
			usd: (prices.indexingMinute * minutes * video.fps) / 1000,
			videoId: video.id,
		});
	}

	/** Removes a video; its idempotency key is forgotten. */
	delete(video: DatalakeVideo): void {
		this.allVideos.splice(this.allVideos.indexOf(video), 1);
	}

	/** @throws Refusal when the account has no money */
	requireBalance(): void {
		if (this.balanceUsd <= 0) {
			throw refused(402, 'quota_exceeded', 'Insufficient balance. Add credits in the console.');
		}
	}

	/** Pays for a read. */
	payRead(what: PricedRead, videoId?: string): void {
		this.pay({ what, usd: prices[what] / 1000, ...(videoId === undefined ? {} : { videoId }) });
	}

	private pay(charge: Charge): void {
		this.charges.push(charge);
		this.balanceUsd = rounded(this.balanceUsd - charge.usd);
	}
}

/** Binary fractions add up to odd cents. */
function rounded(usd: number): number {
	return Math.round(usd * 1e6) / 1e6;
}
