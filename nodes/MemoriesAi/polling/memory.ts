import { createHash } from 'crypto';
import type { IDataObject } from 'n8n-workflow';
import { isJsonObject } from '../api/transport/json';
import { isFinished, type ListedVideo } from '../api/endpoints/videoEntry';
import { DatedIds, type DatedId, type PackedSpan } from './datedIds';
import { packIds, unpackIds } from './packedIds';

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

/** As many ids of digits take some 30 KB; of ids that take more room, fewer are kept. */
const MAX_UNFINISHED = 3_000;
const MAX_UNFINISHED_LENGTH = 46 * 1024;

/** As many fingerprints take some 15 KB. */
const MAX_DONE = 2_000;
const MAX_UNDATED = 3_000;

/** Two of the videos that are remembered have one fingerprint with a probability of one to 10^8. */
const FINGERPRINT_HEX_DIGITS = 12;

/** What the trigger knows of the account from one poll to the next. Times are those that memories.ai dates uploads by. */
export class Memory {
	/** The videos that are looked at until they have an end. */
	private readonly unfinished: DatedIds;

	/** The fingerprints of those uploaded since `knownUntilMs` that need no further look. */
	private readonly done: DatedIds;

	/** The fingerprints of those of which memories.ai does not say when they were uploaded, and that need no further look. */
	private undated: Set<string>;

	/** What was uploaded before, in ms since 1970, is not new, whatever its id. */
	private knownUntil: number;

	private constructor({ knownUntil, unfinished, done, undated }: PackedMemory) {
		this.knownUntil = knownUntil;
		this.unfinished = new DatedIds(DAY_MS, unfinished);
		this.done = new DatedIds(10 * MINUTE_MS, done);
		this.undated = new Set(unpackIds(undated));
	}

	/**
	 * The memory of a trigger that has never looked: all that it finds is old, and what is not finished will be news.
	 *
	 * @param videos what the account has
	 * @param nowMs when they were listed, in ms since 1970
	 */
	static ofFirstLook(videos: readonly ListedVideo[], nowMs: number): Memory {
		const memory = new Memory({ knownUntil: -Infinity, unfinished: [], done: [], undated: '' });
		memory.takeIn(videos, nowMs);
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
			undated: packIds(this.undated),
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

	/** Whether there are more videos without a time of upload than can be told from new ones. */
	get isOverfull(): boolean {
		return this.undated.size > MAX_UNDATED;
	}

	/**
	 * Takes note of videos as the account shows them.
	 *
	 * @param nowMs when they were listed, in ms since 1970
	 * @returns those that have come to an end since the last look, each once
	 */
	takeIn(videos: readonly ListedVideo[], nowMs: number): ListedVideo[] {
		return videos.filter((video) => {
			const { videoNo } = video;
			const isAwaited = this.unfinished.has(videoNo);
			if (!isAwaited && !this.isNew(video)) return false;
			const createdAtMs = uploadTimeOf(video);
			if (!isFinished(video)) {
				if (!isAwaited) this.unfinished.add(videoNo, createdAtMs ?? nowMs);
				return false;
			}
			this.unfinished.delete(videoNo);
			if (createdAtMs === undefined) this.undated.add(fingerprintOf(videoNo));
			else this.done.add(fingerprintOf(videoNo), createdAtMs);
			return true;
		});
	}

	private isNew(video: ListedVideo): boolean {
		const createdAtMs = uploadTimeOf(video);
		if (createdAtMs === undefined) return !this.undated.has(fingerprintOf(video.videoNo));
		return createdAtMs >= this.knownUntil && !this.done.has(fingerprintOf(video.videoNo));
	}

	/**
	 * Lets go what need not be remembered any longer.
	 *
	 * @param videos what the account shows as newest
	 * @param nowMs when they were listed, in ms since 1970
	 */
	moveOn(videos: readonly ListedVideo[], nowMs: number): void {
		const times = videos
			.map(uploadTimeOf)
			.filter((time) => time !== undefined)
			.filter((time) => time <= nowMs + LARGEST_DOUBT_MS);
		const newest = times.reduce((latest, time) => Math.max(latest, time), -Infinity);
		this.knownUntil = Math.max(this.knownUntil, newest - OVERLAP_MS, nowMs - LARGEST_DOUBT_MS);
		this.giveUp(this.unfinished.dropUntil(nowMs - LONGEST_WAIT_MS));
		this.giveUp(this.unfinished.dropOldest(Math.min(MAX_UNFINISHED, this.unfinishedThatFit())));
		this.done.dropUntil(this.knownUntil);
		for (const { endMs } of this.done.dropOldest(MAX_DONE)) {
			this.knownUntil = Math.max(this.knownUntil, endMs);
		}
		if (this.isOverfull) this.forgetUndatedBut(videos);
	}

	private unfinishedThatFit(): number {
		const { size } = this.unfinished;
		return Math.floor((size * MAX_UNFINISHED_LENGTH) / JSON.stringify(this.unfinished.pack()).length);
	}

	/** Those that were deleted since leave room. */
	private forgetUndatedBut(videos: readonly ListedVideo[]): void {
		const listed = videos.map(({ videoNo }) => fingerprintOf(videoNo));
		this.undated = new Set(listed.filter((fingerprint) => this.undated.has(fingerprint)));
	}

	private giveUp(dropped: readonly DatedId[]): void {
		// Not before its upload, so that it does not come up as new.
		for (const { id, endMs } of dropped) this.done.add(fingerprintOf(id), endMs - 1);
	}
}

interface PackedMemory {
	knownUntil: number;
	unfinished: PackedSpan[];
	done: PackedSpan[];
	undated: string;
}

function isPackedMemory(value: unknown): value is PackedMemory & { part: unknown } {
	return (
		isJsonObject(value) &&
		typeof value.knownUntil === 'number' &&
		Array.isArray(value.unfinished) &&
		Array.isArray(value.done) &&
		typeof value.undated === 'string'
	);
}

/** In ms since 1970; undefined where memories.ai does not say. */
function uploadTimeOf({ createdAt }: ListedVideo): number | undefined {
	return createdAt === undefined ? undefined : Date.parse(createdAt);
}

/** Stands for an id in less room; digits, which pack well. */
function fingerprintOf(id: string): string {
	const hash = createHash('sha256').update(id).digest('hex');
	return String(parseInt(hash.slice(0, FINGERPRINT_HEX_DIGITS), 16));
}
