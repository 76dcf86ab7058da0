/** A collection of the simulated account. */
export interface Collection {
	id: string;
	/** Names may repeat. */
	name: string;
	/** Milliseconds since 1970. */
	createdAt: number;
	/** Grows with every record of the account. */
	sequence: number;
	hasFaceRecognition: boolean;
}

/** What clients say about a video themselves. */
export interface Metadata {
	title?: string;
	tags?: string[];
	custom?: Record<string, unknown>;
}

/** How far an ingest is, each from 0 to 100. */
export interface Progress {
	preprocess: number;
	index: number;
	derive: number;
	percent: number;
}

/** What went wrong with an ingest. */
export interface IngestError {
	code: string;
	message: string;
}

/** The status words of videos. */
export type DatalakeStatus = 'processing' | 'ready' | 'failed' | 'cancelled';

/** A video of the simulated account. */
export interface DatalakeVideo {
	id: string;
	/** The id of the operation that ingests it. */
	operation: string;
	collectionId: string;
	sequence: number;
	/** Milliseconds since 1970. */
	createdAt: number;
	status: DatalakeStatus;
	/** False for a resumable upload until it is finalized: the account shows it only then. */
	isFinalized: boolean;
	/** Frames a second to index. */
	fps: number;
	capturedAt?: string;
	location?: { lat: number; lng: number };
	metadata: Metadata;
	idempotencyKey?: string;
	/** The address it was to be fetched from; nothing is fetched. */
	sourceUrl?: string;
	/** The part's file name; undefined unless it came by multipart. */
	fileName?: string;
	/** Bytes of the file; undefined when none came. */
	bytes?: number;
	/** Hexadecimal SHA-256 of the file. */
	sha256?: string;
	/** False for a video in which nobody speaks. */
	hasSpeech: boolean;
	progress: Progress;
	/** What its processing will fail with, however it is settled; undefined when nothing speaks against it. */
	pendingError?: IngestError;
	error?: IngestError;
}

/** Something the account paid for. */
export interface Charge {
	what: string;
	usd: number;
	videoId?: string;
}

/** The duration of every processed video, in seconds. */
export const videoDurationS = 60;
