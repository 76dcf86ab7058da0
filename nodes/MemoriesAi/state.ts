/**
 * All that the package remembers from one call of n8n to the next. It lives in the memory of one process: a restart
 * forgets it, and two processes of one n8n (queue mode) do not share it. Each part says what that means for it.
 */
import type { KeyObject } from 'crypto';
import type { IDataObject, INodeParameters } from 'n8n-workflow';
import type { ApiVersionSetting, DatalakeAccess, V1Version } from './api/vocabulary/apiVersion';
import type { ConfirmationQueue } from './callback/confirmationQueue';
import { ForgetfulMap } from './ForgetfulMap';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/**
 * The generation that a server was found to speak, by base URL. v1.1 is found only where v1.2 is missing, which a server
 * that is being updated may be for a while, so that finding is set anew every ten minutes and v1.2's is kept. Other
 * processes find it out by themselves, with one small request.
 */
export const detectedVersions = {
	current: new ForgetfulMap<string, V1Version>({ maxEntries: 100, maxAgeMs: Infinity }),
	earlier: new ForgetfulMap<string, V1Version>({ maxEntries: 100, maxAgeMs: 10 * MINUTE_MS }),
};

/**
 * How the Datalake of an account was reached, by account. Other processes find it out by themselves, with one small request
 * that is free.
 */
export const foundDatalakes = new ForgetfulMap<string, DatalakeAccess>({
	maxEntries: 100,
	maxAgeMs: 10 * MINUTE_MS,
});

/**
 * The collection for uploads that name none, by account of the Datalake, from the moment somebody looks for it or makes it.
 * Two processes may each make one at the same moment; both then use the older one.
 */
export const usualCollections = new ForgetfulMap<string, Promise<string>>({
	maxEntries: 100,
	maxAgeMs: HOUR_MS,
});

/** Collections of the Datalake that were found by name, by account and name. Names change hands, so not for long. */
export const namedCollections = new ForgetfulMap<string, Promise<string>>({
	maxEntries: 1_000,
	maxAgeMs: MINUTE_MS,
});

/** The uploads of an account of the Datalake that are going on, or wait to. */
export interface IngestQueue {
	inFlight: number;
	/** Lets the one that has waited longest begin. */
	waiting: Set<() => void>;
}

/**
 * By account, only while there are any. memories.ai counts the uploads of all processes: one too many is refused and sent
 * again later.
 */
export const ingestQueues = new Map<string, IngestQueue>();

/** Accounts of the Datalake that took an upload only without its tags. */
export const accountsWithoutTags = new ForgetfulMap<string, true>({ maxEntries: 100, maxAgeMs: HOUR_MS });

/** The operations that work on videos of this process, by video; others are told by the video's status alone. */
export const operationsOfVideos = new ForgetfulMap<string, string>({
	maxEntries: 10_000,
	maxAgeMs: Infinity,
});

/**
 * The videos that memories.ai has named in its answers to this process, or that were recovered, by number. When another
 * upload stays without an answer, it cannot be one of these, however alike the files are; and a video that stands here is
 * sure to come up in the account. Of uploads of other processes it knows nothing: two processes that upload files of one
 * name and size at the same moment, one of them without an answer, cannot tell whose video it is.
 */
export const uploadedVideos = new ForgetfulMap<string, true>({ maxEntries: 10_000, maxAgeMs: Infinity });

/** n8n's context of one call of a node. What is kept for a run goes with its context. */
type Run = object;

/** The credential's fields as the user has filled them in. */
export interface StoredCredential extends IDataObject {
	apiKey: string;
	baseUrl: string;
	apiVersion: ApiVersionSetting;
}

/** The credential that a run has read. */
export const credentialOfRun = new WeakMap<Run, Promise<StoredCredential>>();

const secretsByRun = new WeakMap<Run, Set<string>>();

/** Remembers texts that no error of this run may show: the API key, signed links, the query of a video's address. */
export function keepSecret(run: Run, ...secrets: string[]): void {
	const kept = secretsByRun.get(run) ?? new Set();
	for (const secret of secrets) kept.add(secret);
	secretsByRun.set(run, kept);
}

/** The texts that no error of this run may show. */
export function secretsOf(run: Run): string[] {
	return [...(secretsByRun.get(run) ?? [])];
}

/** An upload that memories.ai may have taken, without a confirmation. */
export interface OpenState {
	kind: 'open';
	/** In ms since 1970. */
	sentAtMs: number;
	/** Why there is no confirmation. */
	cause: Error;
}

/** The output of an upload. */
export type UploadOutput = IDataObject & { videoNo: string };

/** What has become of the upload of one item, and once memories.ai has named its video, the output. */
export interface UploadEntry {
	/** The run of the node that the item belongs to. */
	run: string;
	state: { kind: 'notSent' } | OpenState | { kind: 'named'; output: UploadOutput };
}

/**
 * The ledger: entries by input item and then by the run of a node. n8n's Retry On Fail hands over the same item objects
 * again, within one process, and an entry goes with its item.
 */
export const uploadEntries = new WeakMap<object, Map<string, UploadEntry>>();

/** What has become of an import; memories.ai may name no task. */
export interface ImportEntry {
	state: { kind: 'notSent' } | OpenState | { kind: 'started'; taskId: string | undefined };
}

/** The ledger of imports, as that of uploads; one entry for each request that an item makes. */
export const importEntries = new WeakMap<object, Map<string, ImportEntry>>();

/** The parameters of a run as the workflow has them, and what fields without an expression hold: the same for all items. */
export const fieldsOfRun = new WeakMap<Run, { parameters: INodeParameters; values: Map<object, unknown> }>();

/** Names of runs, to be made once for all items. */
export const runNames = new WeakMap<Run, string>();

/** By which an upload is told from others: its name without extension, and its size in bytes where it is known. */
export interface OpenUpload {
	/** Of the server that it was sent to. */
	baseUrl: string;
	stem: string;
	size: number | undefined;
	/** When the account was no longer searched for it, in ms since 1970; undefined before. */
	givenUpAtMs?: number;
}

/** The uploads of this process that have no answer so far. After a day, none of them can be taken for a new one. */
export const openUploads = new ForgetfulMap<UploadEntry, OpenUpload>({
	maxEntries: 10_000,
	maxAgeMs: DAY_MS,
});

/**
 * How many videos in a row a server has accepted, by base URL. Another process counts for itself, and holds the ends of
 * its first videos back.
 */
export const videosInARow = new ForgetfulMap<string, number>({ maxEntries: 100, maxAgeMs: HOUR_MS });

/** The stored videos that uploads of this process have open. The more there are, the less is read of each at a time. */
export const openVideos = new Set<object>();

/** Why a run uploads nothing more: the account has no money left. */
export const refusedRuns = new WeakMap<Run, Error>();

/** The distance that the uploads of a run keep since the request limit, and when the next may begin, in ms. */
export const uploadPaces = new WeakMap<Run, { intervalMs: number; nextAt: number }>();

/** The distance that the downloads of a run keep since the request limit, likewise. */
export const downloadPaces = new WeakMap<Run, { intervalMs: number; nextAt: number }>();

/** A key that callbacks are signed with, in a form that cannot be read. */
export interface KeptSigningKey {
	/** Calls that come while it is being read wait for it. */
	key: Promise<KeyObject>;
	/** When it began to be read from its credential, by `performance.now()`, in ms. */
	readAtMs: number;
}

/**
 * The keys that callbacks are signed with, by credential. A changed API key must stop to count soon, in every process.
 */
export const signingKeys = new ForgetfulMap<string, KeptSigningKey>({
	maxEntries: 100,
	maxAgeMs: MINUTE_MS,
});

/**
 * The video or import task that each signed link has come with, by the link's nonce, some 100 bytes each. After 30 days
 * without a call a link has had its last: memories.ai calls within days. After a restart, and in another process of the
 * same n8n, each link is new once more. Only who holds a valid link adds to it, and no more than one entry a link, so
 * strangers cannot push others' links out.
 */
export const linkUses = new ForgetfulMap<string, string>({
	maxEntries: 10_000,
	maxAgeMs: 30 * 24 * HOUR_MS,
});

/**
 * The questions to memories.ai about videos that calls name, a queue for each part of an account. What strangers call
 * about waits apart from what signed links do. Two processes each ask for themselves: twice the requests, no other harm.
 */
export const confirmationQueues = {
	signed: new Map<string, ConfirmationQueue>(),
	unsigned: new Map<string, ConfirmationQueue>(),
};

/** Servers, by base URL, that give other videos than those that `video_nos` names: v1.2 as of 2025 does not know it. */
export const serversWithoutVideoNos = new ForgetfulMap<string, true>({ maxEntries: 100, maxAgeMs: HOUR_MS });

/**
 * The polls that are under way, by workflow and node: n8n starts the next one whether the last has ended or not, and both
 * would tell the same news. One process of an n8n polls at a time.
 */
export const pollsUnderWay = new Set<string>();

/** The runs that have shown the hint at a better way to wait. */
export const runsWithWaitHint = new WeakSet<Run>();

/** The runs that have shown the hint at a better place for large videos. */
export const runsWithStorageHint = new WeakSet<Run>();
