import { UnknownVideos } from './unknownVideos';

/** What memories.ai says of a video number, or that it could not be asked. */
export type Confirmation =
	| {
			kind: 'inAccount';
			/** memories.ai's word. */
			status: string;
	  }
	| { kind: 'noAnswer' | 'noRoom' | 'notInAccount' };

/** How the account's generation of the API is asked about videos. */
export interface StatusLookup {
	/** Most videos that one request asks about. */
	videosARequest: number;
	/** Most requests at a time. */
	requestsAtOnce: number;
	/**
	 * Asks for the statuses of videos. It has to end by itself within seconds.
	 *
	 * @returns status words by video number, without those that the account does not have
	 * @throws whatever keeps memories.ai from answering
	 */
	ask(videoNos: readonly string[]): Promise<ReadonlyMap<string, string>>;
}

/** Finds out how to ask. It has to end by itself within seconds, and throws when that cannot be found out. */
export type OpenLookup = () => Promise<StatusLookup>;

/** What the queue needs from outside. */
export interface QueueClock {
	/** A clock that never goes back, in ms. */
	now(): number;
	pause(milliseconds: number): Promise<void>;
}

/** Takes what was found out about one of the videos a call waits for. */
type Waiter = (videoNo: string, confirmation: Confirmation) => void;

const MAX_WAITING_VIDEOS = 200;

/** memories.ai calls a few times about a video; more at once are somebody's play. */
const MAX_CALLS_A_VIDEO = 20;

/** Pause after a round that found no video, in ms: strangers may make up numbers without end. */
const BARREN_PAUSE_MS = 3_000;

/**
 * Asks memories.ai about the videos that unsigned calls name, for one part of one account. However many calls come, one
 * round of requests is under way at a time; what comes meanwhile travels in the next.
 */
export class ConfirmationQueue {
	/** Who waits for which video, in the order of the videos' arrival. */
	private readonly waiting = new Map<string, Set<Waiter>>();
	/** Who waits for videos that a request under way asks about. */
	private readonly asked = new Map<string, Set<Waiter>>();
	private readonly unknown = new UnknownVideos(() => this.clock.now());
	/** The newest call's; undefined while nobody waits. */
	private openLookup: OpenLookup | undefined;
	private nextRoundAtMs = 0;

	constructor(private readonly clock: QueueClock) {}

	/** Whether nobody waits and no unknown number is remembered. */
	get isIdle(): boolean {
		return this.openLookup === undefined && this.unknown.isEmpty;
	}

	/**
	 * What memories.ai says of each of these videos. Never throws.
	 *
	 * @param videoNos a few numbers; doubled ones count once
	 * @param openLookup used when it is this call's turn to ask
	 * @param deadline ends the wait: what is not known by then is `noAnswer`
	 */
	async confirm(
		videoNos: Iterable<string>,
		openLookup: OpenLookup,
		deadline: AbortSignal,
	): Promise<ReadonlyMap<string, Confirmation>> {
		const confirmations = new Map<string, Confirmation>();
		const missing = new Set<string>();
		for (const videoNo of videoNos) {
			if (this.unknown.counts(videoNo)) confirmations.set(videoNo, { kind: 'notInAccount' });
			else missing.add(videoNo);
		}
		if (missing.size === 0) return confirmations;
		if (deadline.aborted || !this.hasRoomFor(missing)) {
			const kind = deadline.aborted ? 'noAnswer' : 'noRoom';
			for (const videoNo of missing) confirmations.set(videoNo, { kind });
			return confirmations;
		}

		return await new Promise((resolve) => {
			const waiter: Waiter = (videoNo, confirmation) => {
				confirmations.set(videoNo, confirmation);
				missing.delete(videoNo);
				if (missing.size > 0) return;
				deadline.removeEventListener('abort', giveUp);
				resolve(confirmations);
			};
			const giveUp = () => {
				for (const videoNo of missing) {
					this.leave(videoNo, waiter);
					waiter(videoNo, { kind: 'noAnswer' });
				}
			};
			deadline.addEventListener('abort', giveUp);
			for (const videoNo of missing) this.join(videoNo, waiter);
			this.ask(openLookup);
		});
	}

	private hasRoomFor(videoNos: ReadonlySet<string>): boolean {
		let waitingVideos = this.waiting.size;
		for (const videoNo of videoNos) {
			const waiters = this.asked.get(videoNo) ?? this.waiting.get(videoNo);
			if (waiters === undefined) waitingVideos++;
			else if (waiters.size >= MAX_CALLS_A_VIDEO) return false;
		}
		return waitingVideos <= MAX_WAITING_VIDEOS;
	}

	/** A request under way answers those who come meanwhile, too. */
	private join(videoNo: string, waiter: Waiter): void {
		const waiters = this.asked.get(videoNo) ?? this.waiting.get(videoNo);
		if (waiters === undefined) this.waiting.set(videoNo, new Set([waiter]));
		else waiters.add(waiter);
	}

	private leave(videoNo: string, waiter: Waiter): void {
		this.asked.get(videoNo)?.delete(waiter);
		const waiters = this.waiting.get(videoNo);
		waiters?.delete(waiter);
		if (waiters?.size === 0) this.waiting.delete(videoNo);
	}

	private ask(openLookup: OpenLookup): void {
		const isAsking = this.openLookup !== undefined;
		this.openLookup = openLookup;
		if (!isAsking) void this.askInRounds();
	}

	private async askInRounds(): Promise<void> {
		while (this.openLookup !== undefined && this.waiting.size > 0) {
			const restMs = this.nextRoundAtMs - this.clock.now();
			if (restMs > 0) await this.clock.pause(restMs);
			else if (!(await this.askRound(this.openLookup))) {
				this.nextRoundAtMs = this.clock.now() + BARREN_PAUSE_MS;
			}
		}
		this.openLookup = undefined;
	}

	/** Whether memories.ai knew any of the videos. */
	private async askRound(openLookup: OpenLookup): Promise<boolean> {
		let lookup: StatusLookup;
		try {
			lookup = await openLookup();
		} catch {
			for (const videoNo of this.waiting.keys()) tell(this.waiting, videoNo, { kind: 'noAnswer' });
			return false;
		}
		const requests: Array<Promise<boolean>> = [];
		while (this.waiting.size > 0 && requests.length < lookup.requestsAtOnce) {
			const videoNos = [...this.waiting.keys()].slice(0, lookup.videosARequest);
			requests.push(this.askAbout(videoNos, lookup));
		}
		return (await Promise.all(requests)).includes(true);
	}

	/**
	 * Whether memories.ai knew any of the videos. Takes them out of those that wait, at once. Unknown ones that are called for
	 * again and again travel along where there is room, so that they do not take a request each.
	 */
	private async askAbout(waitedFor: readonly string[], lookup: StatusLookup): Promise<boolean> {
		const others = this.unknown
			.worthAsking()
			.filter((videoNo) => !this.asked.has(videoNo) && !this.waiting.has(videoNo));
		const videoNos = [...waitedFor, ...others.slice(0, lookup.videosARequest - waitedFor.length)];
		for (const videoNo of videoNos) {
			this.asked.set(videoNo, this.waiting.get(videoNo) ?? new Set());
			this.waiting.delete(videoNo);
		}
		const statuses = await answerTo(videoNos, lookup);
		for (const videoNo of videoNos) {
			const confirmation = confirmationFrom(statuses, videoNo);
			if (confirmation.kind === 'notInAccount') this.unknown.add(videoNo);
			if (confirmation.kind === 'inAccount') this.unknown.forget(videoNo);
			tell(this.asked, videoNo, confirmation);
		}
		return videoNos.some((videoNo) => statuses?.has(videoNo) === true);
	}
}

/** Undefined when memories.ai could not be asked. */
async function answerTo(
	videoNos: readonly string[],
	lookup: StatusLookup,
): Promise<ReadonlyMap<string, string> | undefined> {
	try {
		return await lookup.ask(videoNos);
	} catch {
		return undefined;
	}
}

/** Only an answer that names the video counts, whatever else it holds. */
function confirmationFrom(statuses: ReadonlyMap<string, string> | undefined, videoNo: string): Confirmation {
	if (statuses === undefined) return { kind: 'noAnswer' };
	const status = statuses.get(videoNo);
	return status === undefined ? { kind: 'notInAccount' } : { kind: 'inAccount', status };
}

function tell(waiters: Map<string, Set<Waiter>>, videoNo: string, confirmation: Confirmation): void {
	const told = waiters.get(videoNo);
	waiters.delete(videoNo);
	for (const waiter of told ?? []) waiter(videoNo, confirmation);
}
