import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AnswerDesk } from '../answerDesk';
import type { IdSource } from '../ids';
import { beginEntry, type JournalEntry } from '../journal';
import type { Processing } from '../processing';
import { setDateHeader } from '../world/dateHeader';
import type { World } from '../world/world';
import { Account } from './account/account';
import { IngestsInFlight, SearchCounter } from './account/ingests';
import type { Charge, Collection, DatalakeVideo, IngestError, Progress } from './account/records';
import { SignedFiles } from './account/signedFiles';
import { VideoProcessing, type Outcome } from './account/videoProcessing';
import { DatalakeApi, datalakeBaseOf } from './datalakeApi';
import { DatalakeFaults } from './faults';
import type { DatalakeEntry } from './journal';
import { defaultDatalakeKey, type DatalakeKeys } from './keys';
import { datalakeBases, type DatalakeBase } from './routes';
import { SessionHost } from './sessionHost/sessionHost';
import { defaultSwitches, type DatalakeSwitches } from './switches';

/** How a simulated Datalake differs from its defaults. */
export interface DatalakeOptions extends Partial<DatalakeKeys> {
	/** Default: both. */
	servedBases?: readonly DatalakeBase[];
	/** US dollars. Default: 10. */
	balanceUsd?: number;
	/** How it behaves at first; see `Datalake.switches`. */
	switches?: Partial<DatalakeSwitches>;
}

/** What the Datalake shares with the rest of the simulator. */
export interface DatalakeSurroundings {
	ids: IdSource;
	/** Milliseconds since 1970. */
	dateNow: () => number;
	/** Of it, only these mean something here. */
	world: Pick<World, 'dateHeaderOffsetMs' | 'original'>;
	processing: Processing;
	desk: AnswerDesk;
	/** Where requests to the API are noted as well. */
	journal: JournalEntry[];
	onRequestEnd?: (entry: JournalEntry) => void;
}

/** The third generation, "Video Datalake", as public clients of it show it. */
export class Datalake {
	/** Every request to the API, in the order of arrival; those to the session host are in `sessionHost.journal`. */
	readonly journal: DatalakeEntry[] = [];
	/** What to do wrong with the next requests, to the API and to the session host. */
	readonly faults = new DatalakeFaults();
	/** How it behaves where clients contradict each other; change the fields at any time. */
	readonly switches: DatalakeSwitches;
	/** The server that resumable uploads go to. */
	readonly sessionHost: SessionHost;
	private readonly account: Account;
	private readonly files: SignedFiles;
	private readonly processing: VideoProcessing;
	private readonly api: DatalakeApi;

	/**
	 * Starts the session host.
	 *
	 * @returns when it listens
	 */
	static async open(options: DatalakeOptions, surroundings: DatalakeSurroundings): Promise<Datalake> {
		const datalake = new Datalake(options, surroundings);
		await datalake.sessionHost.listen();
		return datalake;
	}

	private constructor(
		options: DatalakeOptions,
		private readonly surroundings: DatalakeSurroundings,
	) {
		const { ids, dateNow, processing, desk, onRequestEnd } = surroundings;
		const { apiKeys = [defaultDatalakeKey], outOfScopeKeys = [] } = options;
		const { servedBases = datalakeBases, balanceUsd = 10 } = options;
		this.switches = { ...defaultSwitches, ...options.switches };
		this.account = new Account(ids, dateNow, balanceUsd);
		this.files = new SignedFiles(dateNow, surroundings.world);
		this.processing = new VideoProcessing(this.account, processing);
		const { switches, faults, account, files } = this;
		this.sessionHost = new SessionHost({ switches, faults, desk, ids, dateNow, onRequestEnd });
		this.api = new DatalakeApi({
			servedBases,
			keys: { apiKeys, outOfScopeKeys },
			service: {
				account,
				switches,
				sessions: this.sessionHost,
				files,
				processing: this.processing,
				searches: new SearchCounter(),
				ids,
				dateNow,
			},
			faults,
			desk,
			date: (response) => this.date(response),
			ingests: new IngestsInFlight(account, switches),
			journals: [this.journal, surroundings.journal],
			onRequestEnd,
		});
	}

	/** The account's videos, oldest first; resumable uploads that are not finalized are in `unfinishedUploads`. */
	get videos(): readonly DatalakeVideo[] {
		return this.account.allVideos.filter(({ isFinalized }) => isFinalized);
	}

	/** The resumable uploads that are not finalized, oldest first. */
	get unfinishedUploads(): readonly DatalakeVideo[] {
		return this.account.allVideos.filter(({ isFinalized }) => !isFinalized);
	}

	/** The account's collections, oldest first. */
	get collections(): readonly Collection[] {
		return this.account.collections;
	}

	/** How many videos were ever made, the deleted ones included. */
	get createdVideos(): number {
		return this.account.createdVideos;
	}

	/** Everything paid for, in order. */
	get charges(): readonly Charge[] {
		return this.account.charges;
	}

	/** What was paid so far, in US dollars. */
	get spentUsd(): number {
		return this.account.spentUsd;
	}

	/** What is left, in US dollars. */
	get balanceUsd(): number {
		return this.account.balanceUsd;
	}

	/** Puts money in, or takes it away. */
	set balanceUsd(usd: number) {
		this.account.balanceUsd = usd;
	}

	/** The requests to one endpoint, in the order of arrival. */
	requestsTo(endpoint: DatalakeEntry['datalakeEndpoint']): DatalakeEntry[] {
		return this.journal.filter(({ datalakeEndpoint }) => datalakeEndpoint === endpoint);
	}

	/** Makes a collection, as the console does. */
	addCollection(name: string): Collection {
		return this.account.addCollection(name);
	}

	/**
	 * Ends the processing of a video.
	 *
	 * @param error what the operation says went wrong; with 'ready', with a part of the work
	 * @throws when the account holds no such video
	 */
	settle(videoId: string, outcome: Outcome, error?: IngestError): void {
		this.processing.settle(videoId, outcome, error);
	}

	/**
	 * Sets how far the processing of a video is; what is left out stays.
	 *
	 * @throws when the account holds no such video
	 */
	setProgress(videoId: string, progress: Partial<Progress>): void {
		this.processing.setProgress(videoId, progress);
	}

	/** Handles a request that is for the Datalake; says false, and leaves it, when it is not. */
	take(request: IncomingMessage, response: ServerResponse): boolean {
		const [path = ''] = (request.url ?? '').split('?');
		const base = datalakeBaseOf(path);
		if (base !== undefined) void this.api.handle(request, response, base);
		else if (this.files.isFile(path)) this.serveFile(request, response);
		else return false;
		return true;
	}

	/** Ends everything at once: the session host, its open connections, timers. */
	async close(): Promise<void> {
		this.processing.close();
		await this.sessionHost.close();
	}

	private date(response: ServerResponse): void {
		setDateHeader(response, this.surroundings.world, this.surroundings.dateNow());
	}

	private serveFile(request: IncomingMessage, response: ServerResponse): void {
		const entry = beginEntry(request);
		this.surroundings.journal.push(entry);
		response.on('close', () => this.surroundings.onRequestEnd?.(entry));
		this.date(response);
		this.files.serve(entry, response, this.faults.take('file'));
	}
}
