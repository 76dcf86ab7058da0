import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ApiKeys } from './accounts';
import { AnswerDesk } from './answerDesk';
import {
	CallbackSender,
	plainManner,
	type CallbackDelivery,
	type CallbackManner,
	type ReleaseOrder,
} from './callbacks';
import { Datalake, type DatalakeOptions } from './datalake/datalake';
import { documentedVideos } from './documentedVideos';
import type { EndpointName, Service } from './endpoints/endpoint';
import { FaultSwitchboard } from './faults';
import type { ApiVersion, ChatForm, LibraryChatForm } from './generations/generation';
import { FolderLibrary, type Folder } from './folderLibrary';
import { randomIds, type IdSource } from './ids';
import { ImportTasks, type ImportTask } from './importTasks';
import type { JournalEntry } from './journal';
import { ProcessingClock, type Processing } from './processing';
import { RequestHandler } from './requestHandler';
import { generationOf, routeTable } from './routes';
import { sampleVideos } from './sampleVideos';
import { Tally } from './tally';
import type { UnknownPathAnswer } from './unknownPath';
import { VideoLibrary, type Video, type VideoStatus } from './videoLibrary';
import { Arrivals } from './world/arrivals';
import { idealWorld, type World } from './world/world';

/** The API key a simulator knows when it is given none. */
export const defaultApiKey = 'sk-simulator';

/** How a simulator differs from its defaults. */
export interface SimulatorOptions extends Partial<ApiKeys> {
	/** TCP port on 127.0.0.1; 0, the default, takes a free one. */
	port?: number;
	/** Default: both. */
	servedVersions?: readonly ApiVersion[];
	/** The third generation, with keys and money of its own. Default: served. */
	datalake?: DatalakeOptions;
	/** Know no endpoint but that of the v1.1 page "Upload Video from File". Default: false. */
	serveOnlyUploadPage?: boolean;
	/** Endpoints that this server does not know, as older or newer servers of a generation. Default: none. */
	unservedEndpoints?: readonly EndpointName[];
	/** Default: 'spring404'. */
	unknownPathAnswer?: UnknownPathAnswer;
	/** Default: the manual clock. */
	processing?: Processing;
	/** Whether the account holds the videos of the documentation's callback examples. Default: false. */
	seedDocumentedVideos?: boolean;
	/** Whether the account holds the samples that memories.ai gives to a new one. Default: false. */
	seedSampleVideos?: boolean;
	/** The largest file the v1.2 upload accepts, in bytes. Default: 3 GiB. */
	maxFileBytes?: number;
	/** How chats are answered. Default: as v1.1 and v1.2 are documented to. */
	chatForm?: ChatForm;
	/** How questions about the whole library are answered. Default: in the events of other chats. */
	libraryChatForm?: LibraryChatForm;
	/** How callbacks are sent at first; see `Simulator.callbackManner`. */
	callbackManner?: Partial<CallbackManner>;
	/** How the world differs at first from `idealWorld()`; see `Simulator.world`. */
	world?: Partial<World>;
	/** Milliseconds since 1970. Default: Date.now. */
	dateNow?: () => number;
	/** Default: random ids. */
	ids?: IdSource;
	/** Called when a request is over, answered or not. */
	onRequestEnd?: (entry: JournalEntry) => void;
}

/** A running simulator of the memories.ai API. */
export interface Simulator {
	/** The base URL, without a slash at the end. */
	readonly url: string;
	/** Every request, in the order of arrival. */
	readonly journal: readonly JournalEntry[];
	/** The account's videos, oldest first. */
	readonly videos: readonly Video[];
	/** The account's folders, those of every account first. */
	readonly folders: readonly Folder[];
	/** The account's imports, the oldest first. */
	readonly tasks: readonly ImportTask[];
	/** What to do wrong with the next requests. */
	readonly faults: FaultSwitchboard;
	/** What a client must not take for granted; change its fields at any time. */
	readonly world: World;
	/** Counts of what happened. */
	readonly tally: Tally;
	/** How the next callbacks are sent; change its fields at any time. */
	readonly callbackManner: CallbackManner;
	/** The third generation: its switches, faults, journal and account. */
	readonly datalake: Datalake;
	/** Every callback, in the order of sending. */
	readonly callbackDeliveries: readonly CallbackDelivery[];
	/**
	 * Ends a video's processing and, when that changes its status, calls its callback.
	 *
	 * @returns when the callback was answered, has failed or is held back
	 * @throws when the account holds no such video
	 */
	settle(videoNo: string, outcome: 'PARSE' | 'FAIL'): Promise<void>;
	/** Stores the videos of accepted uploads that `World.storing` or a fault keeps waiting. */
	storeNow(): void;
	/** Lets lists and metadata show the stored videos that `World.listing` keeps back. */
	listNow(): void;
	/** Hands out the answers that the fault `lateAnswer` keeps back. */
	releaseAnswers(): void;
	/** Sends the callbacks that `callbackManner.held` kept back. */
	releaseCallbacks(order?: ReleaseOrder): Promise<void>;
	/** Posts a callback of the test's own making; a string is sent as it is, anything else as JSON. */
	sendCallback(url: string, payload: string | object): Promise<CallbackDelivery>;
	/** Ends everything at once: open connections, callbacks under way, timers. */
	close(): Promise<void>;
}

const documentedMaxFileBytes = 3 * 1024 ** 3;

/**
 * Starts a simulator on 127.0.0.1.
 *
 * @throws when the port is in use (code EADDRINUSE)
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
	const { apiKeys = [defaultApiKey], disabledKeys = [], keysWithoutCredits = [] } = options;
	const world = { ...idealWorld(), ...options.world };
	const dateNow = options.dateNow ?? Date.now;
	const library = new VideoLibrary();
	const tasks = new ImportTasks();
	const folders = new FolderLibrary();
	const journal: JournalEntry[] = [];
	const faults = new FaultSwitchboard();
	const callbacks = new CallbackSender({ ...plainManner, ...options.callbackManner });

	const report = async (video: Video, status: VideoStatus) => {
		const callback = video.callback ?? tasks.find(video.taskId)?.callback;
		// What an import calls about a video that failed, or waits, is not documented.
		if (callback === undefined || (video.taskId !== undefined && status !== 'PARSE')) return;
		const payload = generationOf(video.version).callbackPayload(
			video,
			world.callbackStatusWords[status] ?? status,
		);
		await callbacks.notify(callback, payload);
	};
	/** An import calls once all of its videos are in the account. */
	const reportTask = async ({ taskId, callback, videos }: ImportTask) => {
		if (callback === undefined || videos.some(({ videoNo }) => library.find(videoNo) === undefined)) return;
		const message = 'Video has been downloaded and indexing has begun';
		await callbacks.notify(callback, { message, taskId, status: 'SUCCEEDED' });
	};
	const settle = async (video: Video, outcome: 'PARSE' | 'FAIL') => {
		if (video.status === outcome) return;
		video.status = outcome;
		await report(video, outcome);
	};
	const clock = new ProcessingClock(options.processing ?? { clock: 'manual' }, (videoNo, outcome) => {
		const video = library.find(videoNo);
		if (video !== undefined) void settle(video, outcome);
	});
	const arrivals = new Arrivals(world, library, dateNow, (video) => {
		if (callbacks.manner.announceUpload) void report(video, 'UNPARSE');
		const task = tasks.find(video.taskId);
		if (task !== undefined) void reportTask(task);
		clock.start(video.videoNo);
	});
	const desk = new AnswerDesk();
	const service: Service = {
		videos: library,
		folders,
		tasks,
		ids: options.ids ?? randomIds,
		dateNow,
		maxFileBytes: options.maxFileBytes ?? documentedMaxFileBytes,
		chatForm: options.chatForm,
		libraryChatForm: options.libraryChatForm ?? 'events',
		arrivals,
		world,
	};
	const [apiKey = ''] = apiKeys;
	if (options.seedSampleVideos) sampleVideos(apiKey).forEach((video) => library.add(video));
	if (options.seedDocumentedVideos) documentedVideos(apiKey).forEach((video) => library.add(video));

	const handler = new RequestHandler({
		routes: routeTable(
			options.servedVersions ?? ['v1.1', 'v1.2'],
			options.serveOnlyUploadPage ?? false,
			options.unservedEndpoints ?? [],
		),
		keys: { apiKeys, disabledKeys, keysWithoutCredits },
		service,
		faults,
		desk,
		journal,
		unknownPath: options.unknownPathAnswer ?? 'spring404',
		onRequestEnd: options.onRequestEnd,
	});
	const datalake = await Datalake.open(
		{ ...options.datalake, ...(options.serveOnlyUploadPage ? { servedBases: [] } : {}) },
		{
			ids: service.ids,
			dateNow,
			world,
			processing: options.processing ?? { clock: 'manual' },
			desk,
			journal,
			onRequestEnd: options.onRequestEnd,
		},
	);
	// No limit on a request's duration: large uploads and slow readers take their time.
	const server = createServer({ requestTimeout: 0 }, (request, response) => {
		if (!datalake.take(request, response)) void handler.handle(request, response);
	});
	server.listen(options.port ?? 0, '127.0.0.1');
	try {
		await once(server, 'listening');
	} catch (error) {
		await datalake.close();
		throw error;
	}

	return {
		url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
		journal,
		videos: library.all,
		folders: folders.all,
		tasks: tasks.all,
		faults,
		world,
		tally: new Tally(journal, arrivals.accepted),
		callbackManner: callbacks.manner,
		datalake,
		callbackDeliveries: callbacks.deliveries,
		settle: async (videoNo, outcome) => {
			const video = library.find(videoNo);
			if (video === undefined) throw new Error(`The simulated account holds no video ${videoNo}`);
			await settle(video, outcome);
		},
		storeNow: () => arrivals.storeNow(),
		listNow: () => arrivals.listNow(),
		releaseAnswers: () => desk.release(),
		releaseCallbacks: (order = 'asHappened') => callbacks.release(order),
		sendCallback: (url, payload) =>
			callbacks.send(url, typeof payload === 'string' ? payload : JSON.stringify(payload)),
		close: async () => {
			clock.close();
			arrivals.close();
			desk.close();
			const closed = new Promise((resolve) => server.close(resolve));
			server.closeAllConnections();
			await Promise.all([closed, callbacks.close(), datalake.close()]);
		},
	};
}
