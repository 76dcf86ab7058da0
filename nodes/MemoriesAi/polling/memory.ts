import type { IDataObject } from 'n8n-workflow';
import { isJsonObject } from '../api/transport/json';
import { isFinished, type ListedVideo } from '../api/endpoints/videoEntry';
import { DatedIds, type DatedId, type PackedSpan } from './datedIds';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/**
 * How far clocks may differ, and how late a video may come into the list. Whatever was uploaded so much earlier than the
 * newest video, or later, is told from what is new by its id.
 */
export const OVERLAP_MS = HOUR_MS;

/** How long an unfinished video is looked at after its upload, in ms. */
export const LONGEST_WAIT_MS = 7 * DAY_MS;

/**
 * How far the clock that dates videos may be from others. A video that is dated further ahead has a wrong date, which must
 * not make all others old; and what is so long ago is not new, even where no newer video shows it.
 */
const LARGEST_DOUBT_MS = DAY_MS;

/** As many ids take some 55 KB. */
const MAX_UNFINISHED = 3_000;
const MAX_DONE = 2_000;

/** What the trigger knows of the account from one poll to the next. Times are those that memories.ai dates uploads by. */
export class Memory {
	/** The videos that are looked at until they have an end. */
	private readonly unfinished: DatedIds;

	/** Those uploaded since `knownUntilMs` that need no further look. */
	private readonly done: DatedIds;

	/** What was uploaded before, in ms since 1970, is not new, whatever its id. */
	private knownUntil: number;

	private constructor({ knownUntil, unfinished, done }: PackedMemory) {
		this.knownUntil = knownUntil;
		this.unfinished = new DatedIds(DAY_MS, unfinished);
		this.done = new DatedIds(10 * MINUTE_MS, done);
	}

	/**
	 * The memory of a trigger that has never looked: all that it finds is old, and what is not finished will be news.
	 *
	 * @param videos what the account has
	 * @param nowMs when they were listed, in ms since 1970
	 */
	static ofFirstLook(videos: readonly ListedVideo[], nowMs: number): Memory {
		const memory = new Memory({ knownUntil: -Infinity, unfinished: [], done: [] });
		memory.takeIn(videos);
		memory.moveOn(videos, nowMs);
		return memory;
	}

	/**
	 * The memory in the static data, or undefined when there is none of this part of an account.
	 *
	 * @param part which part of which account is looked at, as `keep` was given it
	 */
	static recall({ memory }: IDataObject, part: string): Memory | undefined {
		return isPackedMemory(memory) && memory.part === part ? new Memory(memory) : undefined;
	}

	/** Writes the memory into the static data; n8n stores these when they have changed. */
	keep(staticData: IDataObject, part: string): void {
		const memory = {
			part,
			knownUntil: this.knownUntil,
			unfinished: this.unfinished.pack(),
			done: this.done.pack(),
		};
		if (JSON.stringify(staticData.memory) !== JSON.stringify(memory)) staticData.memory = memory;
	}

	/** What was uploaded before, in ms since 1970, is not new. */
	get knownUntilMs(): number {
		return this.knownUntil;
	}

	/** The ids of the videos that have no end so far. */
	get unfinishedIds(): string[] {
		return this.unfinished.ids;
	}

	/**
	 * Takes note of videos as the account shows them.
	 *
	 * @returns those that have come to an end since the last look, each once
	 */
	takeIn(videos: readonly ListedVideo[]): ListedVideo[] {
		return videos.filter((video) => {
			const { videoNo } = video;
			const createdAtMs = uploadTimeOf(video);
			const isAwaited = this.unfinished.has(videoNo);
			const isNew = createdAtMs >= this.knownUntil && !this.done.has(videoNo);
			if (!isAwaited && !isNew) return false;
			if (!isFinished(video)) {
				if (!isAwaited) this.unfinished.add(videoNo, createdAtMs);
				return false;
			}
			this.unfinished.delete(videoNo);
			this.done.add(videoNo, createdAtMs);
			return true;
		});
	}

	/**
	 * Lets go what need not be remembered any longer.
	 *
	 * @param videos what the account shows as newest
	 * @param nowMs when they were listed, in ms since 1970
	 */
	moveOn(videos: readonly ListedVideo[], nowMs: number): void {
		const times = videos.map(uploadTimeOf).filter((time) => time <= nowMs + LARGEST_DOUBT_MS);
		const newest = times.reduce((latest, time) => Math.max(latest, time), -Infinity);
		this.knownUntil = Math.max(this.knownUntil, newest - OVERLAP_MS, nowMs - LARGEST_DOUBT_MS);
		this.giveUp(this.unfinished.dropUntil(nowMs - LONGEST_WAIT_MS));
		this.giveUp(this.unfinished.dropOldest(MAX_UNFINISHED));
		this.done.dropUntil(this.knownUntil);
		for (const { endMs } of this.done.dropOldest(MAX_DONE)) {
			this.knownUntil = Math.max(this.knownUntil, endMs);
		}
	}

	private giveUp(dropped: readonly DatedId[]): void {
		// Not before its upload, so that it does not come up as new.
		for (const { id, endMs } of dropped) this.done.add(id, endMs - 1);
	}
}

interface PackedMemory {
	knownUntil: number;
	unfinished: PackedSpan[];
	done: PackedSpan[];
}

function isPackedMemory(value: unknown): value is PackedMemory & { part: unknown } {
	return (
		isJsonObject(value) &&
		typeof value.knownUntil === 'number' &&
		Array.isArray(value.unfinished) &&
		Array.isArray(value.done)
	);
}

/** In ms since 1970; not a number, and so neither new nor old, where memories.ai does not say. */
function uploadTimeOf({ createdAt }: ListedVideo): number {
	return Date.parse(createdAt ?? '');
}
